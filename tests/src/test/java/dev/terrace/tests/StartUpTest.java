package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.text.WatParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * In a process that has just begun a module is loaded and called without lambdas and switches over types: the virtual
 * machine makes a class for each when it is first executed, and the first of them takes longer than all else together.
 */
class StartUpTest {
    /** A bit of everything that most modules have. */
    private static final String MODULE = """
        (module
          (type $binary (func (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (global $count (mut i32) (i32.const 1))
          (table 2 funcref)
          (elem (i32.const 0) $add $sub)
          (data (i32.const 8) "\\01\\02\\03")
          (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
          (func $sub (type $binary) (i32.sub (local.get 0) (local.get 1)))
          (func (export "run") (param $n i32) (result i32)
            (local $sum i32)
            (loop $again
              (global.set $count (i32.add (global.get $count) (i32.const 1)))
              (local.set $sum
                (call_indirect (type $binary)
                  (local.get $sum) (i32.load8_u (i32.const 9)) (i32.and (local.get $n) (i32.const 1))))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (i32.add (local.get $sum) (global.get $count))))
        """;

    @Test
    void aFirstCallMakesNoLambdas() throws IOException, InterruptedException {
        String module =
                Base64.getEncoder().encodeToString(WatParser.parse(MODULE).binary());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load=info:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCall.class.getName(),
                        module)
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (var in = process.getInputStream()) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(
                List.of("result 21"),
                lines.stream().filter(line -> line.startsWith("result")).toList());
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> line.contains(" dev.terrace.") && line.contains("$$")
                                || line.contains("java.lang.runtime.SwitchBootstraps "))
                        .toList());
    }
}
