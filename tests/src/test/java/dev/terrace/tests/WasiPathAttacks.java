package dev.terrace.tests;

import static dev.terrace.tests.WasiIntruder.DIR;

import dev.terrace.tests.WasiAttackTest.Attack;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Attempts by the text of a path alone. */
final class WasiPathAttacks {
    static final List<Attack> ALL = List.of(
            path("the directory above", ".."),
            path("the directory above, with a slash", "../"),
            path("the directory above, with a dot", "../."),
            path("a file above", "../secret"),
            path("a directory beside", "../outside"),
            path("a file in a directory beside", "../outside/secret"),
            path("an empty directory beside", "../outside/empty"),
            path("a directory whose name begins with that of the guest's", "../host-sibling/secret"),
            path("its own name, seen from above", "../host/../secret"),
            path("a dot before the dots", "./../secret"),
            path("slashes and dots between the dots", ".//..//./secret"),
            path("down and further up", "sub/../../secret"),
            path("twice down and three times up", "sub/deep/../../../secret"),
            path("dots among the names", "sub/./deep/.././../../secret"),
            path("through a file", "mine/../../secret"),
            path("through a name that is not there", "none/../../secret"),
            path("more dots than there are directories", "../".repeat(60) + "etc/passwd"),
            path("a path as long as paths may be", "sub/../".repeat(580) + "../secret"),
            path("a path longer than paths may be", "./".repeat(4000) + "../secret"),
            absolute("an absolute path", "%s"),
            absolute("an absolute path with two slashes", "/%s"),
            absolute("an absolute path with many slashes", "//////%s"),
            absolute("an absolute path behind a dot", ".%s"),
            absolute("the root of the process", "/proc/self/root%s"),
            absolute("the root of the thread", "/proc/thread-self/root%s"),
            absolute("the root behind the root of the process", "/proc/1/root%s"),
            path("the working directory of the process", "/proc/self/cwd"),
            path("the descriptors of the process", "/proc/self/fd/0"),
            path("the root", "/"),
            path("the name that the guest has for its directory", "/host/../secret"),
            new Attack("the host's name of its own directory", i -> i.assault(i.host + "/../secret")),
            path("a NUL behind dots", "../secret\0"),
            path("a NUL that hides dots", "mine\0/../../secret"),
            path("a NUL before dots", "\0../secret"),
            bytes("a slash of two bytes", "2e2ec0af736563726574"),
            bytes("a slash of three bytes", "2e2ee080af736563726574"),
            bytes("dots of two bytes", "c0aec0ae2f736563726574"),
            bytes("dots with a byte that is no UTF-8 behind them", "2e2eff2f736563726574"),
            bytes("a surrogate between dots", "2eeda0802e2f736563726574"),
            path("wide dots and slashes", "\uFF0E\uFF0E\uFF0Fsecret"),
            path("one character for two dots", "\u2025/secret"),
            path("a division slash", "..\u2215secret"),
            path("backslashes", "..\\secret"),
            path("a drive", "C:\\Windows"),
            path("a percent encoding", "%2e%2e/secret"),
            path("a percent encoding of the slash", "..%2fsecret"),
            path("a tilde", "~/.ssh/id_rsa"),
            path("a URL", "file:///etc/passwd"),
            path("spaces around dots", " ../secret"),
            path("three dots", ".../secret"),
            path("a line break behind dots", "..\n/secret"),
            path("an empty name", ""),
            path("slashes alone", "///"),
            new Attack("a path that ends behind the memory", i -> i.assault(new WasiGuest.Span(0xFFFE, 9))),
            new Attack("a path whose end wraps around", i -> i.assault(new WasiGuest.Span(-4, 8))),
            new Attack("a path of a negative length", i -> i.assault(new WasiGuest.Span(WasiGuest.TEXT, -1))),
            new Attack("dots in a directory that the guest opened", i -> {
                int deep = i.guest.open(DIR, "sub/deep", WasiGuest.DIRECTORY, 0xFFFFFFFL & ~WasiGuest.WRITE);
                for (String path : List.of("..", "../..", "../../mine", "../../../secret", "/etc/passwd")) {
                    i.assault(deep, path);
                }
            }));

    private WasiPathAttacks() {}

    private static Attack path(String name, String path) {
        return new Attack(name, intruder -> intruder.assault(path));
    }

    private static Attack bytes(String name, String hex) {
        byte[] path = HexFormat.of().parseHex(hex);
        return new Attack(name, intruder -> intruder.assault(path));
    }

    /** Returns an attack by the absolute path of a secret, put into a pattern. */
    private static Attack absolute(String name, String pattern) {
        return new Attack(
                name,
                intruder -> intruder.assault(pattern.formatted(intruder.secret).getBytes(StandardCharsets.UTF_8)));
    }
}
