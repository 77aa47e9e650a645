package dev.terrace.tests;

import static dev.terrace.tests.WasiIntruder.DIR;

import dev.terrace.tests.WasiAttackTest.Attack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Attempts by symbolic links, hard links and directories that are moved. */
final class WasiLinkAttacks {
    static final List<Attack> ALL = List.of(
            link("a link to a file outside", "link", "../secret", "link"),
            link("a link to a directory outside", "link", "../outside", "link"),
            link("a link to a directory outside, with a slash", "link", "../outside", "link/"),
            link("a link to a directory outside, with a dot", "link", "../outside", "link/."),
            link("a link whose text ends with a slash", "link", "../outside/", "link"),
            link("a file behind a link", "link", "../outside", "link/secret"),
            link("an empty directory behind a link", "link", "../outside", "link/empty"),
            link("a new name behind a link", "link", "../outside", "link/new"),
            link("dots behind a link", "link", "../outside", "link/../secret"),
            link("dots behind a link back in", "link", "../host", "link/../secret"),
            link("a link in the middle of the path", "sub/link", "../../outside", "sub/link/dir/secret"),
            link("a link at the end of the path", "sub/deep/link", "../../../secret", "sub/deep/link"),
            link("a link to the directory above", "link", "..", "link/outside/secret"),
            link("a link to the directory above, deeper down", "sub/deep/up", "../../..", "sub/deep/up/secret"),
            link("a link down and up", "link", "sub/../..", "link/secret"),
            link("a link to nothing outside, which creating would make", "link", "../new", "link"),
            link("a link to nothing in a directory outside", "link", "../outside/dir/new", "link"),
            link("a link to a sibling whose name begins the same", "link", "../host-sibling", "link/secret"),
            link("a link to the root", "link", "/", "link/etc/passwd"),
            link("a link to the root of the process", "link", "/proc/self/root", "link/etc/passwd"),
            link("a link to the working directory", "link", "/proc/self/cwd", "link"),
            link("a link to a descriptor of the process", "link", "/proc/self/fd/0", "link"),
            link("a link with more dots than directories", "link", "../".repeat(60) + "etc", "link/passwd"),
            absolute("an absolute link to a file outside", "secret", "link"),
            absolute("an absolute link to a directory outside", "outside", "link/secret"),
            absolute("an absolute link to a new name outside", "outside/new", "link"),
            absolute("an absolute link to its own directory", "host", "link/../secret"),
            new Attack("a link to a link that leads out", i -> {
                i.link("first", "second");
                i.link("second", "sub/third");
                i.link("sub/third", "../../outside");
                i.assault("first/secret");
            }),
            new Attack("a chain of 39 links, of which the last leads out", i -> {
                i.link("link-0", "../secret");
                for (int n = 1; n < 39; n++) {
                    i.link("link-" + n, "link-" + (n - 1));
                }
                i.assault("link-38");
            }),
            new Attack("links that lead to each other and out", i -> {
                i.link("a", "b/..");
                i.link("b", "sub/up");
                i.link("sub/up", "../..");
                i.assault("a/secret");
                i.assault("b/secret");
            }),
            new Attack("a loop of links", i -> {
                i.link("a", "b");
                i.link("b", "a");
                i.assault("a/../../secret");
                i.assault("a");
            }),
            new Attack("a link in the place of every component", i -> {
                i.link("one", "sub");
                i.link("sub/two", "deep");
                i.link("sub/deep/three", "../../../outside");
                i.assault("one/two/three/secret");
            }),
            new Attack("a link that the guest makes", i -> {
                i.attempt("path_symlink", "../outside", DIR, "own");
                i.assault("own/secret");
            }),
            new Attack("an absolute link that the guest makes", i -> {
                i.attempt("path_symlink", i.outside.toString(), DIR, "own");
                i.assault("own/secret");
            }),
            new Attack("a link that led inside and is moved up", i -> {
                i.guest.succeed("path_symlink", "../secret", DIR, "sub/link");
                i.guest.succeed("path_rename", DIR, "sub/link", DIR, "moved");
                i.assault("moved");
            }),
            new Attack("a link in a directory that is moved up", i -> {
                i.guest.succeed("path_symlink", "../../outside", DIR, "sub/deep/link");
                i.guest.succeed("path_rename", DIR, "sub/deep", DIR, "deep");
                i.assault("deep/link/secret");
            }),
            new Attack("a link in a directory that is moved down", i -> {
                i.guest.succeed("path_create_directory", DIR, "other");
                i.guest.succeed("path_symlink", "..", DIR, "other/up");
                i.guest.succeed("path_rename", DIR, "other", DIR, "sub/deep/other");
                i.assault("sub/deep/other/up/../../../secret");
            }),
            new Attack("another name for a link, higher up", i -> {
                i.guest.succeed("path_symlink", "../secret", DIR, "sub/link");
                i.guest.succeed("path_link", DIR, 0, "sub/link", DIR, "linked");
                i.assault("linked");
            }),
            new Attack("a directory that becomes a link after it was opened", i -> {
                int sub = i.guest.open(DIR, "sub", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                i.guest.succeed("path_rename", DIR, "sub", DIR, "old");
                i.link("sub", "../outside");
                i.assault(sub, "secret");
                i.assault(sub, "dir/secret");
                i.use(sub);
            }),
            new Attack("a directory below one that becomes a link after it was opened", i -> {
                Files.createDirectory(i.host.resolve("sub/dir"));
                int dir = i.guest.open(DIR, "sub/dir", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                i.guest.succeed("path_rename", DIR, "sub", DIR, "old");
                i.link("sub", "../outside");
                i.assault(dir, "secret");
                i.use(dir);
            }),
            new Attack("a directory that is moved up while it is open", i -> {
                int deep = i.guest.open(DIR, "sub/deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                i.guest.succeed("path_rename", DIR, "sub/deep", DIR, "deep");
                i.assault(deep, "../../secret");
                i.assault(deep, "../secret");
            }),
            new Attack("a directory that the host moves out while it is open", i -> {
                int deep = i.guest.open(DIR, "sub/deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                Files.move(i.host.resolve("sub/deep"), i.outside.resolve("deep"));
                i.rememberOutside();
                for (String path : List.of("..", "../secret", "../dir", "../../secret", "../../host/mine")) {
                    i.assault(deep, path);
                }
            }),
            new Attack("a directory that is removed while it is open", i -> {
                int deep = i.guest.open(DIR, "sub/deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                i.guest.succeed("path_remove_directory", DIR, "sub/deep");
                i.link("sub/deep", "../../outside");
                i.assault(deep, "secret");
                i.assault(deep, "../secret");
            }),
            new Attack("a file that becomes a link after it was opened", i -> {
                int mine = i.guest.open("mine");
                Files.delete(i.host.resolve("mine"));
                i.link("mine", "../secret");
                i.use(mine);
            }),
            new Attack("its own directory, which the host replaces by a link", i -> {
                Files.move(i.host, i.temp.resolve("host-old"));
                Files.createSymbolicLink(i.host, i.outside);
                i.rememberOutside();
                i.assault("secret");
                i.assault("dir/secret");
                Files.delete(i.host);
                Files.move(i.temp.resolve("host-old"), i.host);
                i.rememberOutside();
            }),
            new Attack("a directory to be linked to", i -> {
                i.attempt("path_link", DIR, 0, "sub", DIR, "hard");
                i.attempt("path_link", DIR, 1, "sub/deep", DIR, "hard");
                i.assault("hard/../secret");
            }));

    private WasiLinkAttacks() {}

    private static Attack link(String name, String at, String target, String path) {
        return new Attack(name, intruder -> {
            intruder.link(at, target);
            intruder.assault(path);
        });
    }

    /** Returns an attack by a link "link" with the absolute path of something in the folder above. */
    private static Attack absolute(String name, String target, String path) {
        return new Attack(name, intruder -> {
            Path absolute = intruder.temp.resolve(target);
            intruder.link("link", absolute.toString());
            intruder.assault(path);
        });
    }
}
