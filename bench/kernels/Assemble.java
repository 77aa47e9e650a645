import dev.terrace.core.text.WatParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns a module in the text format into one in the binary format, for features that wat2wasm does not know. */
final class Assemble {
    private Assemble() {}

    /** Takes the names of the two files. */
    public static void main(String[] arguments) throws IOException {
        String source = Files.readString(Path.of(arguments[0]));
        Files.write(Path.of(arguments[1]), WatParser.parse(source).binary());
    }
}
