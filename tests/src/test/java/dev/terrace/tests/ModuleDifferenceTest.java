package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.text.WatParser;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleDifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(func (result i32) i32.const 1)       | (func (result i32) i32.const 2)      | body 0",
                "(func (param f32) nop)                | (func (param f32))                   | body 0",
                "(func (local i32 i64))                | (func (local i32 i32))               | locals of body 0",
                "(func $a)                             | (func $b)                            | names",
                "(memory 1) (data (i32.const 0) \"a\") | (memory 1) (data (i32.const 1) \"a\") | data",
                "(memory 1) (data (i32.const 0) \"a\") | (memory 1) (data (i32.const 0) \"b\") | data",
                "(global i32 (i32.const 0))            | (global (mut i32) (i32.const 0))     | globals",
                "(rec (type (func)) (type (func)))     | (type (func)) (type (func))          | types",
                "(@custom \"a\" (before first) \"\")   | (@custom \"b\" (before first) \"\")  | customs",
                "(memory 1) (@custom \"a\" \"\")       | (memory 1) (@custom \"a\" (before first) \"\") | customs"
            })
    void modulesThatSaySomethingElseDiffer(String first, String second, String where) {
        Optional<String> found = ModuleDifference.find(module(first), module(second));
        assertTrue(found.orElse("no difference").startsWith(where), found.toString());
    }

    @Test
    void modulesThatAreOnlyEncodedInAnotherWayAreEqual() {
        WasmModule shortest = decode("010401600000" + "03020100" + "0a09010701027f41001a0b");
        WasmModule padded = decode("010401600000" + "0303018000" + "050100" + "0a0e010c03017f007e017f4180001a0b");
        assertEquals(Optional.empty(), ModuleDifference.find(shortest, padded));
    }

    private static WasmModule module(String fields) {
        return BinaryDecoder.decode(WatParser.parse(fields).binary(), Feature.ALL);
    }

    private static WasmModule decode(String sections) {
        return BinaryDecoder.decode(HexFormat.of().parseHex("0061736d01000000" + sections), Feature.ALL);
    }
}
