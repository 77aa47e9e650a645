package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.Feature;
import dev.terrace.core.InvalidException;
import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.WasmFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleTest {
    private static final String TEXT = """
        (module $demo
          (import "env" "f" (func $f (param i32) (result i64)))
          (memory (export "memory") 1 2)
          (export "g" (func $f))
          (@custom "note" "abc"))
        """;

    private final Engine engine = Engine.create();

    @Test
    void importsExportsAndCustomSectionsAreListed() {
        Module module = Module.fromWat(engine, TEXT);
        assertEquals(Optional.of("demo"), module.name());
        assertEquals("[\"env\" \"f\" (func [i32] -> [i64])]", module.imports().toString());
        assertEquals(
                "[\"memory\" (memory 1 2), \"g\" (func [i32] -> [i64])]",
                module.exports().toString());
        assertEquals(
                ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}),
                module.customSections("note").getFirst());
        assertTrue(module.customSections("none").isEmpty());
    }

    @Test
    void theSameModuleComesFromBytesStreamsAndFiles(@TempDir Path folder) throws IOException {
        byte[] bytes = Module.fromWat(engine, TEXT).toBytes();
        Path binary = Files.write(folder.resolve("demo.wasm"), bytes);
        Path text = Files.writeString(folder.resolve("demo.wat"), TEXT);
        Path unnamedBinary = Files.write(folder.resolve("demo"), bytes);
        Path unnamedText = Files.writeString(folder.resolve("demo.txt"), TEXT);
        for (Module module : new Module[] {
            Module.fromBytes(engine, bytes),
            Module.fromStream(engine, new ByteArrayInputStream(bytes)),
            Module.fromFile(engine, binary),
            Module.fromFile(engine, text),
            Module.fromFile(engine, unnamedBinary),
            Module.fromFile(engine, unnamedText)
        }) {
            assertArrayEquals(bytes, module.toBytes());
        }
    }

    @Test
    void changingTheGivenBytesDoesNotChangeTheModule() {
        byte[] bytes = Module.fromWat(engine, TEXT).toBytes();
        Module module = Module.fromBytes(engine, bytes);
        byte[] before = bytes.clone();
        bytes[0] = 1;
        assertArrayEquals(before, module.toBytes());
    }

    @Test
    void malformedBytesAreReportedByOffset() {
        byte[] bytes = {0, 'a', 's', 'm', 1, 0, 0, 0, 99};
        MalformedException error = assertThrows(MalformedException.class, () -> Module.fromBytes(engine, bytes));
        assertTrue(error.position().orElseThrow() instanceof Position.Binary, error.getMessage());
        assertThrows(MalformedException.class, () -> Module.validate(engine, new byte[0]));
    }

    @Test
    void invalidTextIsReportedByLineAndColumn() {
        InvalidException error = assertThrows(
                InvalidException.class,
                () -> Module.fromWat(engine, "(module\n  (func (result i32)\n    i64.const 1))"));
        assertTrue(
                error.position().orElseThrow() instanceof Position.Text(int line, int _) && line == 3,
                error.getMessage());
    }

    @Test
    void aFeatureThatIsOffIsNamed() {
        Engine plain = Engine.create(Config.builder().features(Feature.WASM1).build());
        WasmFormatException error = assertThrows(
                WasmFormatException.class,
                () -> Module.fromWat(plain, "(module (func (param i32) (local.get 0) (i32.extend8_s) (drop)))"));
        assertTrue(error.getMessage().contains("sign-extension"), error.getMessage());
    }

    @Test
    void textThatIsNotUtf8IsReportedByLineAndColumn(@TempDir Path folder) throws IOException {
        byte[] text = "(module\n  ;; caf_\n)".getBytes(StandardCharsets.UTF_8);
        text[text.length - 3] = (byte) 0xE9;
        Path file = Files.write(folder.resolve("bad.wat"), text);
        MalformedException error = assertThrows(MalformedException.class, () -> Module.fromFile(engine, file));
        assertEquals("malformed UTF-8 encoding (at 2:9)", error.getMessage());
    }
}
