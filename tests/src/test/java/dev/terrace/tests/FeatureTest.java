package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Module;
import dev.terrace.core.Feature;
import dev.terrace.core.Position;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.text.WatParser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The features that can be turned off. */
class FeatureTest {
    /** Returns fields of modules that need a feature, and no other that is not on by default without it. */
    private static List<String> examples(Feature feature) {
        return switch (feature) {
            case SIGN_EXTENSION ->
                List.of(
                        "(func (param i32) (result i32) (i32.extend8_s (local.get 0)))",
                        "(func (param i64) (result i64) (i64.extend32_s (local.get 0)))");
            case SATURATING_FLOAT_TO_INT ->
                List.of("(func (param f32) (result i32) (i32.trunc_sat_f32_u (local.get 0)))");
            case MULTI_VALUE ->
                List.of(
                        "(func (result i32 i32) (i32.const 1) (i32.const 2))",
                        "(func (i32.const 1) (block (param i32) drop))");
            case MUTABLE_GLOBALS ->
                List.of("(import \"m\" \"g\" (global (mut i32)))", "(global (export \"g\") (mut i32) (i32.const 0))");
            case REFERENCE_TYPES ->
                List.of(
                        "(table 1 externref)",
                        "(func (param externref))",
                        "(table 1 funcref) (table 1 funcref)",
                        "(table 1 funcref) (func (result i32) (table.size 0))");
            case BULK_MEMORY ->
                List.of(
                        "(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))",
                        "(data \"passive\")");
            case SIMD -> List.of("(func (drop (v128.const i64x2 1 2)))", "(func (param v128))");
            case EXTENDED_CONST -> List.of("(global i32 (i32.add (i32.const 1) (i32.const 2)))");
            case TAIL_CALL -> List.of("(func return_call 0)");
            case FUNCTION_REFERENCES ->
                List.of(
                        "(type $t (func)) (func (param (ref $t)))",
                        "(type $t (func)) (func (param (ref null $t)) (call_ref $t (local.get 0)))");
            case GC ->
                List.of(
                        "(type (struct))",
                        "(rec (type (func)) (type (func)))",
                        "(func (param anyref))",
                        "(func (param i32) (drop (ref.i31 (local.get 0))))");
            case EXCEPTIONS -> List.of("(func (try_table (catch_all 0)))", "(func (param exnref))");
            case MULTI_MEMORY -> List.of("(memory 1) (memory 1)");
            case MEMORY64 -> List.of("(memory i64 1)", "(table i64 1 funcref)");
            case RELAXED_SIMD ->
                List.of("(func (param v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))");
            case THREADS -> List.of("(memory 1 1 shared)", "(func (atomic.fence))");
            case CUSTOM_PAGE_SIZES -> List.of("(memory 1 (pagesize 1))");
            case WIDE_ARITHMETIC ->
                List.of("(func (param i64) (result i64 i64) (i64.mul_wide_u (local.get 0) (local.get 0)))");
            case LEGACY_EXCEPTIONS -> List.of("(func (try (do) (catch_all)))", "(func (try (do) (delegate 0)))");
        };
    }

    private static Engine engine(Config.Builder config) {
        return Engine.create(config.build());
    }

    @ParameterizedTest
    @EnumSource
    void aModuleThatNeedsAFeatureIsRefusedWithoutItByNameAndOffset(Feature feature) {
        for (String example : examples(feature)) {
            byte[] bytes = WatParser.parse("(module " + example + ")").binary();
            try (Engine all = engine(Config.builder().features(Feature.ALL));
                    Engine without =
                            engine(Config.builder().features(Feature.ALL).disable(feature))) {
                Module.fromBytes(all, bytes);
                WasmFormatException refused =
                        assertThrows(WasmFormatException.class, () -> Module.fromBytes(without, bytes), example);
                String message = refused.getMessage();
                assertTrue(message.contains("feature " + feature + ","), message);
                int offset = ((Position.Binary) refused.position().orElseThrow()).offset();
                assertTrue(offset >= 8 && offset < bytes.length, message);
            }
        }
    }

    @Test
    void theDefaultIsWebAssembly3() {
        try (Engine engine = Engine.create()) {
            for (Feature feature : Feature.values()) {
                Stream<byte[]> modules = examples(feature).stream()
                        .map(example ->
                                WatParser.parse("(module " + example + ")").binary());
                if (Feature.WASM3.contains(feature)) {
                    modules.forEach(bytes -> Module.fromBytes(engine, bytes));
                } else {
                    modules.forEach(bytes -> assertThrows(
                            WasmFormatException.class, () -> Module.fromBytes(engine, bytes), feature.toString()));
                }
            }
            assertEquals(Feature.WASM3, engine.config().features());
        }
    }
}
