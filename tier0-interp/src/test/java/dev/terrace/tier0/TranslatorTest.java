package dev.terrace.tier0;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.Config;
import org.junit.jupiter.api.Test;

class TranslatorTest {
    private static void assertCode(String function, String expected) {
        assertEquals(
                expected, Programs.code("(module (func $other (import \"m\" \"f\")) (memory 1) " + function + ")"));
    }

    @Test
    void checksAreAtTheEntryAtLoopsAndWhereBasicBlocksBegin() {
        Config config = Config.builder().fuel(true).build();
        assertEquals("""
               1: poll
               2: burn 3
               3: move s2 = s0
               4: move s3 = s1
               5: call s2, 0
               6: poll
               7: burn 2
               8: jump_unless s0 -> 11
               9: burn 1
              10: jump -> 6
              11: burn 4
              12: burn_by_length s1, -6
              13: const s3 = 0
              14: const s2 = 0
              15: memory_fill s2, s3, s1, 0, 0
              17: return s0
            """, Programs.code("""
                (module (memory 1)
                  (func (param i32 i32)
                    (call 0 (local.get 0) (local.get 1))
                    (loop
                      (if (local.get 0) (then (br 1)))
                      (memory.fill (i32.const 0) (i32.const 0) (local.get 1)))))
                """, config));
    }

    @Test
    void anOperationOnLocalsIsOneInstruction() {
        assertCode("""
            (func (param i32 i32 i32)
              (local.set 2 (i32.add (local.get 0) (local.get 1))))
            """, """
               1: add s2 = s0, s1
               2: return s0
            """);
    }

    @Test
    void aComparisonBeforeABranchBecomesPartOfIt() {
        assertCode("""
            (func (param i32) (result i32)
              (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
                (then (local.get 0))
                (else (i32.mul (local.get 0) (local.get 0)))))
            """, """
               1: jump_i32_gt_s_imm s0, 1 -> 4
               2: move s1 = s0
               3: jump -> 5
               4: mul s1 = s0, s0
               5: return s1
            """);
    }

    @Test
    void aLoopReadsItsConditionOnce() {
        assertCode("""
            (func (param i32)
              (loop
                (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
            """, """
               1: add_imm s0 = s0, -1
               2: jump_if s0 -> 1
               3: return s0
            """);
    }

    @Test
    void theNegationOfAFloatComparisonIsAJumpThatNaNTakes() {
        assertCode("""
            (func (param f64 f64)
              (block (br_if 0 (i32.eqz (f64.lt (local.get 0) (local.get 1)))) (call $other)))
            """, """
               1: jump_f64_not_lt s0, s1 -> 4
               2: call_import s2, s0, 0, 0, 0
               4: return s0
            """);
    }

    @Test
    void aLocalThatIsStillAnOperandIsSavedBeforeItChanges() {
        assertCode("""
            (func (param i32) (result i32)
              (local.get 0)
              (local.set 0 (i32.const 7))
              (i32.sub (local.get 0)))
            """, """
               1: move s1 = s0
               2: const s0 = 7
               3: sub s1 = s1, s0
               4: return s1
            """);
    }

    @Test
    void anAccessTakesTheSumOfALocalAndANumberAsItsAddress() {
        assertCode("""
            (func (param i32)
              (i32.store (i32.add (local.get 0) (i32.const 8))
                (i32.load offset=4 (local.get 0))))
            """, """
               1: load32_s s2 = s0, 4
               2: store32_sum s2, s0, 8
               3: return s0
            """);
    }

    @Test
    void aLargeConstantInALoopOfAFunctionWithoutCallsIsLoadedOnce() {
        assertCode("""
            (func (param f64) (result f64)
              (loop (br_if 0 (f64.gt (local.tee 0 (f64.mul (local.get 0) (f64.const 0.5))) (f64.const 1))))
              (local.get 0))
            """, """
               1: const_word s3 = 0x3fe0000000000000
               3: const_word s4 = 0x3ff0000000000000
               5: f64_mul s0 = s0, s3
               6: jump_f64_lt s4, s0 -> 5
               7: return s0
            """);
    }

    @Test
    void aBranchMovesItsValueOnlyWhenItIsTaken() {
        assertCode("""
            (func (param i32 i32) (result i32)
              (block (result i32)
                (drop (br_if 0 (local.get 1) (local.get 0)))
                (i32.const 3)))
            """, """
               1: jump_unless s0 -> 4
               2: move s2 = s1
               3: jump -> 5
               4: const s2 = 3
               5: return s2
            """);
    }

    @Test
    void codeThatCannotBeReachedIsNotThere() {
        assertCode("""
            (func (result i32)
              (block (return (i32.const 1)) (drop (i32.const 2)))
              (i32.const 3))
            """, """
               1: const s0 = 1
               2: return s0
            """);
    }

    @Test
    void clausesAreJumpsBehindTheBlockWithARowEach() {
        assertCode("""
            (tag $t (param i32))
            (func (result i32)
              (block $all
                (return
                  (block $caught (result i32)
                    (try_table (catch $t $caught) (catch_all $all) (call $other))
                    (i32.const 1))))
              (i32.const 2))
            """, """
               1: call_import s0, s0, 0, 0, 0
               3: jump -> 6
               4: jump -> 7
               5: jump -> 8
               6: const s0 = 1
               7: return s0
               8: const s0 = 2
               9: return s0
               1 to 3: catch tag 0 in s0 -> 4
               1 to 3: catch all -> 5
            """);
    }

    @Test
    void aLegacyCatchHasItsExceptionBelowItsOperands() {
        assertCode("""
            (tag $t (param i32))
            (func (param i32) (result i32)
              (try $try (result i32)
                (do (call $other) (local.get 0))
                (catch $t (br_if $try (local.get 0)) (rethrow $try))))
            """, """
               1: call_import s1, s0, 0, 0, 0
               3: move s1 = s0
               4: jump -> 9
               5: jump_unless s0 -> 8
               6: move s1 = s2
               7: jump -> 9
               8: throw_ref s1
               9: clear_refs s0, 4
              10: return s1
               1 to 4: catch tag 0 in s2, exception in s1 -> 5
            """);
    }

    @Test
    void delegateContinuesTheSearchBehindTheBlocksThatItLeavesOut() {
        assertCode("""
            (func
              (try $outer
                (do (try (do (try (do (call $other)) (delegate $outer))) (catch_all)))
                (catch_all)))
            """, """
               1: call_import s0, s0, 0, 0, 0
               3: jump -> 4
               4: jump -> 5
               5: clear_refs s0, 1
               6: return s0
               1 to 3: delegate to row 2
               1 to 3: catch all, exception in s0 -> 4
               1 to 4: catch all, exception in s0 -> 5
            """);
    }
}
