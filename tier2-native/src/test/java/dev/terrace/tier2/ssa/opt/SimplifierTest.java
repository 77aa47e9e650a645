package dev.terrace.tier2.ssa.opt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.tier2.ssa.Functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplifierTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        i32.add (local.get 0) (i32.const 0)                                    | return v0
        i32.add (i32.const 4) (local.get 0)                                    | i32.add v0, 4
        i32.add (i32.add (local.get 0) (i32.const 4)) (i32.const -1)           | i32.add v0, 3
        i32.sub (local.get 0) (local.get 0)                                    | return 0
        i32.mul (local.get 0) (i32.const 1)                                    | return v0
        i32.mul (local.get 0) (i32.const 8)                                    | i32.shl v0, 3
        i32.mul (local.get 0) (i32.const 0x80000000)                           | i32.shl v0, 31
        i32.and (local.get 0) (i32.const -1)                                   | return v0
        i32.and (i32.and (local.get 0) (i32.const 12)) (i32.const 6)           | i32.and v0, 4
        i32.div_u (local.get 0) (i32.const 16)                                 | i32.shr_u v0, 4
        i32.rem_u (local.get 0) (i32.const 16)                                 | i32.and v0, 15
        i32.shl (local.get 0) (i32.const 32)                                   | return v0
        i32.shl (i32.shl (local.get 0) (i32.const 20)) (i32.const 12)          | return 0
        i32.shr_s (i32.shr_s (local.get 0) (i32.const 20)) (i32.const 12)      | i32.shr_s v0, 31
        i32.lt_s (i32.const 3) (local.get 0)                                   | i32.gt_s v0, 3
        i32.eqz (i32.lt_s (local.get 0) (local.get 1))                         | i32.ge_s v0, v1
        i32.eqz (i32.eqz (i32.eqz (local.get 0)))                              | i32.eqz v0
        i32.eqz (i32.eqz (local.get 0))                                        | i32.ne v0, 0
        i32.eqz (i32.sub (local.get 0) (local.get 1))                          | i32.eq v0, v1
        i32.ne (i32.lt_u (local.get 0) (local.get 1)) (i32.const 0)            | i32.lt_u v0, v1
        i32.lt_u (local.get 0) (i32.const 1)                                   | i32.eqz v0
        i32.ge_u (local.get 0) (i32.const 0)                                   | return 1
        i32.wrap_i64 (i64.extend_i32_s (local.get 0))                          | return v0
        i64.eqz (i64.extend_i32_u (local.get 0))                               | i32.eqz v0
        i32.reinterpret_f32 (f32.reinterpret_i32 (local.get 0))                | return v0
        select (i32.const 1) (i32.const 0) (i32.eq (local.get 0) (local.get 1)) | i32.eq v0, v1
        select (local.get 0) (local.get 1) (i32.eqz (local.get 0))             | select v0, v1, v0
        i32.rem_s (i32.const -7) (i32.const 4)                                 | return -3
        i32.div_s (i32.const 1) (i32.const 0)                                  | i32.div_s 1, 0
        i32.div_s (i32.const 0x80000000) (i32.const -1)                        | i32.div_s -2147483648, -1
        i32.trunc_f32_s (f32.const -3.7)                                       | return -3
        i32.trunc_f32_s (f32.const 3e9)                                        | i32.trunc_f32_s f32:3.0E9
        i32.reinterpret_f32 (f32.div (f32.const 1) (f32.const 3))              | return 1051372203
        i32.reinterpret_f32 (f32.neg (f32.const nan:0x200000))                 | return -6291456
        """)
    void whatIsBetterKnownIsNotComputed(String expression, String expected) {
        String text = Functions.plain()
                .after("(module (func (param i32 i32) (result i32) (" + expression + ")))", "dead-code");
        String[] lines = text.split("\n");
        String last = lines[lines.length - 1].strip();
        String actual = last.equals("return v2") ? lines[1].strip().replace("v2: i32 = ", "") : last;
        assertEquals(expected, actual, text);
    }

    @ParameterizedTest(name = "{0} is left to the processor")
    @CsvSource({
        "f32.div (f32.const 0) (f32.const 0)",
        "f32.sqrt (f32.const -1)",
        "f32.add (f32.const nan:0x200000) (f32.const 1)",
        "f32.add (local.get 0) (f32.const 0)",
        "f32.mul (local.get 0) (f32.const 1)"
    })
    void whatMayMakeANaNIsComputedByTheProcessor(String expression) {
        String text =
                Functions.plain().after("(module (func (param f32) (result f32) (" + expression + ")))", "dead-code");
        String instruction = expression.substring(0, expression.indexOf(' '));
        assertEquals(true, text.contains("= " + instruction + " "), text);
    }
}
