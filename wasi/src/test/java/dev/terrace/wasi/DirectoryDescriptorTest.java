package dev.terrace.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDescriptorTest {
    @TempDir
    private Path host;

    private DirectoryDescriptor descriptor;

    @BeforeEach
    void open() throws IOException {
        Directory directory = DirectoryAccess.best().source(host).open();
        descriptor = new DirectoryDescriptor(directory, "/", Rights.DIRECTORY, 0);
        for (String name : List.of("a", "b", "c", "d")) {
            Files.createFile(host.resolve(name));
        }
    }

    @AfterEach
    void close() throws IOException {
        descriptor.close();
    }

    private static String name(DirectoryDescriptor.Listed listed) {
        return listed.entry().name();
    }

    private static List<String> names(List<DirectoryDescriptor.Listed> listing) {
        return listing.stream().map(DirectoryDescriptorTest::name).toList();
    }

    @Test
    void a_listing_goes_on_after_any_cookie_whatever_changed_since_it_began() throws IOException {
        List<DirectoryDescriptor.Listed> listing = List.copyOf(descriptor.entries(0));
        assertEquals(6, listing.size());
        assertEquals(List.of(".", ".."), names(listing.subList(0, 2)));
        Files.delete(host.resolve(name(listing.get(2))));
        Files.createFile(host.resolve("new"));
        for (int i = 0; i < listing.size(); i++) {
            List<DirectoryDescriptor.Listed> rest =
                    descriptor.entries(listing.get(i).cookie());
            assertEquals(names(listing.subList(i + 1, listing.size())), names(rest));
        }
    }

    @Test
    void names_keep_their_cookies_in_later_listings_and_new_ones_come_last() throws IOException {
        List<DirectoryDescriptor.Listed> first = List.copyOf(descriptor.entries(0));
        Files.delete(host.resolve(name(first.get(3))));
        Files.createFile(host.resolve("new"));
        List<DirectoryDescriptor.Listed> second = List.copyOf(descriptor.entries(0));
        assertEquals(first.subList(0, 3), second.subList(0, 3));
        assertEquals(first.subList(4, 6), second.subList(3, 5));
        assertEquals("new", name(second.get(5)));
        // A cookie of the first listing, of a name that is gone.
        assertEquals(second.subList(3, 6), descriptor.entries(first.get(3).cookie()));
    }

    @Test
    void a_cookie_that_was_never_given_out_is_refused() throws IOException {
        long last = descriptor.entries(0).getLast().cookie();
        assertEquals(List.of(), descriptor.entries(last));
        assertThrows(WasiException.class, () -> descriptor.entries(last + 1));
        assertThrows(WasiException.class, () -> descriptor.entries(-1));
    }
}
