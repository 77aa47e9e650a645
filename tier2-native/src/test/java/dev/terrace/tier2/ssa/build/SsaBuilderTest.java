package dev.terrace.tier2.ssa.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.tier2.ssa.Functions;
import java.util.List;
import org.junit.jupiter.api.Test;

class SsaBuilderTest {
    private static void assertBuilt(String wat, String expected) {
        assertEquals(expected, Functions.plain().built("(module " + wat + ")"));
    }

    @Test
    void waysThatComeTogetherMakeParametersOfWhatDiffersAlone() {
        assertBuilt("""
            (func (param i32 i32) (result i32) (local i32)
              (block
                (br_if 0 (local.get 0))
                (local.set 2 (i32.const 7)))
              (i32.add (local.get 1) (local.get 2)))
            """, """
            b0(v0: i32, v1: i32):
              branch v0 -> b2(0), b1
            b1:
              jump -> b2(7)
            b2(v2: i32):
              v3: i32 = i32.add v1, v2
              return v3
            """);
    }

    @Test
    void aLoopHasParametersForTheLocalsThatItAssigns() {
        assertBuilt("""
            (func (param i32 i32) (result i32) (local i32)
              (loop
                (local.set 2 (i32.add (local.get 2) (local.get 1)))
                (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
              (local.get 2))
            """, """
            b0(v0: i32, v1: i32):
              jump -> b1(0, v0)
            b1(v2: i32, v3: i32):
              v4: i32 = i32.add v2, v1
              v5: i32 = i32.add v3, -1
              branch v5 -> b1(v4, v5), b2
            b2:
              return v4
            """);
    }

    @Test
    void anIfWithoutAnElsePassesItsParametersOn() {
        assertBuilt("""
            (func (param i32 i32) (result i32)
              (local.get 1)
              (if (param i32) (result i32) (local.get 0) (then (i32.mul (i32.const 3)))))
            """, """
            b0(v0: i32, v1: i32):
              branch v0 -> b1, b2(v1)
            b1:
              v2: i32 = i32.mul v1, 3
              jump -> b2(v2)
            b2(v3: i32):
              return v3
            """);
    }

    @Test
    void whatIsConstantOrComputedAlreadyIsNotComputed() {
        assertBuilt("""
            (func (param i32 i32) (result i32)
              (i32.mul
                (i32.add (local.get 0) (i32.add (local.get 1) (i32.sub (i32.const 3) (i32.const 3))))
                (i32.add (local.get 0) (local.get 1))))
            """, """
            b0(v0: i32, v1: i32):
              v2: i32 = i32.add v0, v1
              v3: i32 = i32.mul v2, v2
              return v3
            """);
    }

    @Test
    void branchesWhoseWayIsKnownAreJumps() {
        assertBuilt("""
            (func (param i32) (result i32)
              (block
                (br_if 0 (i32.const 0))
                (if (i32.const 1) (then (return (local.get 0))) (else (unreachable))))
              (i32.const 2))
            """, """
            b0(v0: i32):
              return v0
            """);
    }

    @Test
    void aBranchTableHasAnEdgeForEachRow() {
        assertBuilt("""
            (func (param i32) (result i32)
              (block (result i32)
                (block (result i32)
                  (br_table 0 1 2 0 (i32.const 5) (local.get 0)))
                (return (i32.add (i32.const 1))))
              (i32.add (i32.const 2)))
            """, """
            b0(v0: i32):
              switch v0 -> b2, b3, b1, b2
            b1:
              return 5
            b2:
              return 6
            b3:
              return 7
            """);
    }

    @Test
    void memoriesThatAreNotGuardedAreCheckedUnlessADominatingCheckDoes() {
        assertEquals("""
            b0(v0: i32, v1: i32):
              v2: i64 = memory_bytes #0
              check_bounds +12 v0, v2
              v3: i64 = memory_base #0
              v4: i32 = load i32.load +8 v3, v0
              store i32.store +4 v3, v0, v4
              v5: i32 = load i32.load +16 v3, 0
              check_bounds +4 v1, v2
              v6: i32 = load i32.load +0 v3, v1
              v7: i32 = i32.add v5, v6
              return v7
            """, Functions.checked().built("""
                (module (memory 1) (func (param i32 i32) (result i32)
                  (i32.store offset=4 (local.get 0) (i32.load offset=8 (local.get 0)))
                  (i32.add (i32.load offset=16 (i32.const 0)) (i32.load (local.get 1)))))
                """));
    }

    @Test
    void whatIsOutsideEveryMemoryTraps() {
        assertEquals("""
            b0(v0: i64):
              trap MEMORY_OUT_OF_BOUNDS
            """, Functions.checked().built("""
                (module (memory i64 1) (func (param i64) (result i64)
                  (i64.load offset=0xffff_ffff_ffff_fff9 (local.get 0))))
                """));
    }

    @Test
    void atomicAccessesCheckTheAlignmentBeforeTheBounds() {
        assertEquals("""
            b0(v0: i64):
              check_bounds +4 v0, 9223372036854775807L
              check_alignment i32.atomic.rmw.add +4 v0
              v1: i64 = memory_bytes #0
              check_bounds +8 v0, v1
              v2: i64 = memory_base #0
              v3: i32 = atomic i32.atomic.rmw.add +4 v2, v0, 1
              return v3
            """, Functions.checked().built("""
                (module (memory i64 1) (func (param i64) (result i32)
                  (i32.atomic.rmw.add offset=4 (local.get 0) (i32.const 1))))
                """));
    }

    @Test
    void callsGoToFunctionsImportsAndRecords() {
        assertBuilt("""
            (import "m" "f" (func $f (result i32 f64)))
            (table 1 funcref)
            (type $t (func (param i32) (result i32)))
            (func (param i32 (ref null $t)) (result f64)
              (call $g (call_ref $t (call_indirect (type $t) (local.get 0) (local.get 0)) (local.get 1)))
              (drop)
              (call $f)
              (return_call $h))
            (func $g (param i32) (result i32) (local.get 0))
            (func $h (param i32 f64) (result f64) (local.get 1))
            """, """
            b0(v0: i32, v1: ref):
              v2: ref = table_function #0 type=0 v0
              v3: i32 = call_record v2, v0
              v4: ref = non_null NULL_FUNCTION_REFERENCE v1
              v5: i32 = call_record v4, v3
              v6: i32 = call #2 v5
              v7 = call_import #0
              v8: i32 = result #0 v7
              v9: f64 = result #1 v7
              tail_call #3 v8, v9
            """);
    }

    @Test
    void throwsLeaveForGood() {
        assertBuilt("(tag $e (param i32)) (func (param i32) (throw $e (local.get 0)))", """
            b0(v0: i32):
              runtime throw 0, v0
              trap UNREACHABLE
            """);
    }

    @Test
    void pollsAreAtTheEntryAndAtLoopsAndFuelIsUsedUpWhereBlocksBegin() {
        Config config = Config.builder().fuel(true).build();
        assertEquals("""
            b0(v0: i32, v1: i32):
              poll
              burn #1
              call_import #0
              jump -> b1
            b1:
              poll
              burn #2
              branch v0 -> b2, b3
            b2:
              burn #1
              jump -> b1
            b3:
              burn #4
              burn_length #6 v1
              runtime memory_fill 0, 0, 0, v1
              return
            """, Functions.of(config).built("""
                (module (import "m" "f" (func)) (memory 1)
                  (func (param i32 i32)
                    (call 0)
                    (loop
                      (if (local.get 0) (then (br 1)))
                      (memory.fill (i32.const 0) (i32.const 0) (local.get 1)))))
                """));
    }

    @Test
    void aFunctionIsEnteredAtALoopWithTheCanonicalFrame() {
        assertEquals("""
            b0(v0: i32, v1: i32, v2: i32):
              jump -> b2(v2, v0, v1)
            b1:
              jump -> b2(9, v6, v7)
            b2(v3: i32, v4: i32, v5: i32):
              v6: i32 = i32.add v4, -1
              branch v6 -> b2(v3, v6, v5), b3
            b3:
              v7: i32 = i32.add v3, v5
              branch v7 -> b1, b4
            b4:
              return v7
            """, Functions.plain().builtLoop("""
                (module (func (param i32) (result i32) (local i32)
                  (loop $outer
                    (i32.const 9)
                    (loop $inner
                      (br_if $inner (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                    (local.set 1 (i32.add (local.get 1)))
                    (br_if $outer (local.get 1)))
                  (local.get 1)))
                """, 1));
    }

    @Test
    void aLoopThatRunsOnceIsNotEnteredAgain() {
        assertEquals("""
            b0(v0: i32):
              jump -> b1(v0)
            b1(v1: i32):
              v2: i32 = i32.add v1, -1
              branch v2 -> b1(v2), b2
            b2:
              return v2
            """, Functions.plain().builtLoop("""
                (module (func (param i32) (result i32)
                  (loop $once
                    (local.set 0 (i32.mul (local.get 0) (i32.const 3)))
                    (loop $inner
                      (br_if $inner (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
                  (local.get 0)))
                """, 1));
    }

    @Test
    void manyBlocksInEachOtherAreBuiltWithoutRecursion() {
        int depth = 20_000;
        String text = Functions.plain()
                .built("(module (func (param i32) (result i32) (local i32) " + "block ".repeat(depth)
                        + "local.get 0 local.set 1 " + "local.get 1 br_if 0 end ".repeat(depth) + "local.get 1))");
        assertTrue(text.endsWith("return v0\n"), () -> text.substring(text.length() - 200));
    }

    @Test
    void whatNativeCodeDoesNotHaveIsRefusedByName() {
        CompilationRefusedException refusal = assertThrows(
                CompilationRefusedException.class,
                () -> Functions.plain()
                        .built("(module (func (param eqref) (drop (ref.eq (local.get 0) (local.get 0)))))"));
        assertEquals("the instruction ref.eq", refusal.getMessage());
    }

    @Test
    void aLoopIsRefusedOnlyForWhatItLeadsTo() {
        String module = """
            (module (func (param i32 eqref)
              %s
              (if (local.get 0)
                (then (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
                (else %s))
              %s))
            """;
        String refused = "(drop (ref.eq (local.get 1) (local.get 1)))";
        assertEquals("""
            b0(v0: i32, v1: ref):
              jump -> b1(v0)
            b1(v2: i32):
              v3: i32 = i32.add v2, -1
              branch v3 -> b1(v3), b2
            b2:
              jump -> b3
            b3:
              return
            """, Functions.plain().builtLoop(module.formatted("", refused, ""), 0));
        for (String other : List.of(module.formatted(refused, "", ""), module.formatted("", "", refused))) {
            CompilationRefusedException refusal = assertThrows(
                    CompilationRefusedException.class, () -> Functions.plain().builtLoop(other, 0));
            assertEquals("the instruction ref.eq", refusal.getMessage());
        }
    }
}
