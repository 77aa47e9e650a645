package dev.terrace.tier2.ssa.opt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.tier2.ssa.Functions;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static void assertAfter(String pass, String wat, String expected) {
        assertEquals(expected, Functions.plain().after("(module " + wat + ")", pass));
    }

    @Test
    void whatNobodyUsesIsRemovedUnlessItMayTrap() {
        assertAfter("dead-code", """
            (memory 1)
            (func (param i32 i32) (local i32)
              (loop $l
                (drop (i32.add (local.get 0) (local.get 1)))
                (drop (i32.div_u (local.get 0) (local.get 1)))
                (drop (i32.div_u (local.get 0) (i32.const 7)))
                (drop (i32.load (local.get 0)))
                (local.set 2 (i32.add (local.get 2) (i32.const 1)))
                (br_if $l (local.get 0))))
            """, """
            b0(v0: i32, v1: i32):
              jump -> b1
            b1:
              v2: i32 = i32.div_u v0, v1
              v3: i64 = memory_base #0
              v4: i32 = load i32.load +0 v3, v0
              branch v0 -> b1, b2
            b2:
              return
            """);
    }

    @Test
    void aParameterThatIsAlwaysTheSameIsThatValue() {
        assertAfter("prune-parameters", """
            (func (param i32 i32) (result i32) (local i32)
              (local.set 2 (i32.add (local.get 0) (local.get 1)))
              (loop $l
                (block (br_if 0 (local.get 0)) (local.set 2 (i32.add (local.get 1) (local.get 0))))
                (br_if $l (local.get 1)))
              (local.get 2))
            """, """
            b0(v0: i32, v1: i32):
              v2: i32 = i32.add v0, v1
              jump -> b1(v2)
            b1(v3: i32):
              branch v0 -> b3(v3), b2
            b2:
              v4: i32 = i32.add v1, v0
              jump -> b3(v4)
            b3(v5: i32):
              branch v1 -> b1(v5), b4
            b4:
              return v5
            """);
    }

    @Test
    void equalValuesInDominatingBlocksAreOne() {
        assertAfter("value-numbering", """
            (func (param i32 i32) (result i32) (local i32)
              (local.set 2 (i32.mul (local.get 0) (local.get 1)))
              (block
                (br_if 0 (local.get 0))
                (return (i32.mul (local.get 0) (local.get 1))))
              (i32.add (local.get 2) (i32.mul (local.get 0) (local.get 1))))
            """, """
            b0(v0: i32, v1: i32):
              v2: i32 = i32.mul v0, v1
              branch v0 -> b2, b1
            b1:
              return v2
            b2:
              v3: i32 = i32.add v2, v2
              return v3
            """);
    }

    @Test
    void aCheckOfBoundsDoesForLowerOnesEvenBehindACall() {
        assertEquals("""
            b0(v0: i32):
              v1: i64 = memory_bytes #0
              check_bounds +12 v0, v1
              v2: i64 = memory_base #0
              v3: i32 = load i32.load +8 v2, v0
              call_import #0
              v4: i64 = memory_bytes #0
              v5: i64 = memory_base #0
              v6: i32 = load i32.load +4 v5, v0
              check_bounds +20 v0, v4
              v7: i32 = load i32.load +16 v5, v0
              v8: i32 = i32.add v6, v7
              v9: i32 = i32.add v3, v8
              return v9
            """, Functions.checked().after("""
                (module (import "m" "f" (func)) (memory 1) (func (param i32) (result i32)
                  (i32.load offset=8 (local.get 0))
                  (call 0)
                  (i32.add
                    (i32.add
                      (i32.load offset=4 (local.get 0))
                      (i32.load offset=16 (local.get 0))))))
                """, "value-numbering"));
    }

    @Test
    void sizesOfMemoriesAreOneAsLongAsNothingMayChangeThem() {
        assertEquals("""
            b0(v0: i32, v1: i32):
              v2: i64 = memory_bytes #0
              check_bounds +4 v0, v2
              v3: i64 = memory_base #0
              v4: i32 = load i32.load +0 v3, v0
              branch v4 -> b1, b2
            b1:
              check_bounds +4 v1, v2
              store i32.store +0 v3, v1, 1
              jump -> b2
            b2:
              check_bounds +8 v0, v2
              v5: i32 = load i32.load +4 v3, v0
              return v5
            """, Functions.checked().after("""
                (module (memory 1) (func (param i32 i32) (result i32)
                  (if (i32.load (local.get 0)) (then (i32.store (local.get 1) (i32.const 1))))
                  (i32.load offset=4 (local.get 0))))
                """, "value-numbering", "dead-code"));
    }

    @Test
    void globalsAndMemoriesAreNotReadWhenItIsKnownWhatIsThere() {
        assertAfter("known-memory", """
            (global $g (mut i32) (i32.const 0))
            (memory 1)
            (func (param i32 i32) (result i32)
              (i32.store offset=4 (local.get 0) (local.get 1))
              (i32.store offset=8 (local.get 0) (i32.const 5))
              (global.set $g (local.get 1))
              (global.set $g (i32.load offset=4 (local.get 0)))
              (i32.add (i32.load offset=8 (local.get 0)) (global.get $g)))
            """, """
            b0(v0: i32, v1: i32):
              v2: i64 = memory_base #0
              store i32.store +4 v2, v0, v1
              store i32.store +8 v2, v0, 5
              global_set #0 v1
              v3: i32 = i32.add 5, v1
              return v3
            """);
    }

    @Test
    void aStoreElsewhereMayChangeWhatIsKnown() {
        assertAfter("known-memory", """
            (memory 1)
            (func (param i32 i32) (result i32)
              (i32.store (local.get 0) (i32.const 1))
              (i32.store8 offset=2 (local.get 1) (i32.const 1))
              (i32.load (local.get 0)))
            """, """
            b0(v0: i32, v1: i32):
              v2: i64 = memory_base #0
              store i32.store +0 v2, v0, 1
              store i32.store8 +2 v2, v1, 1
              v3: i32 = load i32.load +0 v2, v0
              return v3
            """);
    }

    @Test
    void noMoreThanSomeGlobalsAreKeptInMind() {
        StringBuilder globals = new StringBuilder();
        StringBuilder reads = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            globals.append("(global (mut i32) (i32.const 0))");
            reads.append("(i32.store (i32.const 0) (global.get ").append(i).append("))");
        }
        String text = Functions.plain()
                .after("(module (memory 1)" + globals + "(func " + reads + reads + "))", "known-memory");
        assertEquals(200, text.split("global_get", -1).length - 1);
    }

    @Test
    void sizesOfMemoriesChangeInACircleOfBlocksThatIsEnteredInTwoPlaces() {
        assertEquals("""
            b0(v0: i32, v1: i32):
              v2: i64 = memory_bytes #0
              v3: i64 = i64.shr_u v2, 16L
              v4: i32 = i32.wrap_i64 v3
              global_set #0 v4
              branch v0 -> b2, b1(v1)
            b1(v5: i32):
              branch v5 -> b2, b3
            b2:
              v6: i64 = memory_bytes #0
              v7: i64 = i64.shr_u v6, 16L
              v8: i32 = i32.wrap_i64 v7
              global_set #0 v8
              v9: i32 = runtime memory_grow 0, 1
              jump -> b1(v9)
            b3:
              return
            """, Functions.checked().after("""
                (module
                  (memory 1 100)
                  (global $sum (mut i32) (i32.const 0))
                  (func (param $c i32) (param $p i32)
                    (global.set $sum (memory.size))
                    (if (local.get $c) (then (local.set $p (i32.const 1))))
                    (loop $l
                      (if (local.get $p)
                        (then
                          (global.set $sum (memory.size))
                          (local.set $p (memory.grow (i32.const 1)))
                          (br $l))))))
                """, "branch-folding", "value-numbering", "dead-code"));
    }

    @Test
    void whatIsTheSameInEachIterationLeavesTheLoop() {
        assertAfter("loop-invariants", """
            (memory 1)
            (func (param i32 i32) (result i32) (local i32)
              (loop $l
                (local.set 2 (i32.add (local.get 2) (i32.load (i32.mul (local.get 0) (local.get 0)))))
                (if (local.get 2) (then (local.set 2 (i32.mul (local.get 0) (i32.const 3)))))
                (br_if $l (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
              (local.get 2))
            """, """
            b0(v0: i32, v1: i32):
              v2: i32 = i32.mul v0, v0
              v3: i64 = memory_base #0
              jump -> b1(0, v1)
            b1(v4: i32, v5: i32): ; loop depth 1
              v6: i32 = load i32.load +0 v3, v2
              v7: i32 = i32.add v4, v6
              branch v7 -> b2, b3(v7)
            b2: ; loop depth 1
              v8: i32 = i32.mul v0, 3
              jump -> b3(v8)
            b3(v9: i32): ; loop depth 1
              v10: i32 = i32.add v5, -1
              branch v10 -> b1(v9, v10), b4
            b4:
              return v9
            """);
    }

    @Test
    void blocksThatFollowEachOtherAreOneAndEmptyOnesAreSkipped() {
        assertAfter("branch-folding", """
            (func (param i32 i32) (result i32)
              (block $b
                (block $a
                  (block (br_if $a (local.get 0)) (br $b)))
                (br $b))
              (loop (result i32) (block (result i32) (i32.add (local.get 1) (i32.const 1)))))
            """, """
            b0(v0: i32, v1: i32):
              v2: i32 = i32.add v1, 1
              return v2
            """);
    }

    @Test
    void aConditionThatIsKnownOnAWayToABranchIsNotTested() {
        assertAfter("branch-folding", """
            (func (param i32 i32) (result i32)
              (if (if (result i32) (local.get 0) (then (i32.const 0)) (else (local.get 1)))
                (then (return (i32.const 10))))
              (i32.const 20))
            """, """
            b0(v0: i32, v1: i32):
              branch v0 -> b3, b1(v1)
            b1(v2: i32):
              branch v2 -> b2, b3
            b2:
              return 10
            b3:
              return 20
            """);
    }

    @Test
    void blocksThatTrapComeLast() {
        assertEquals("""
            b0(v0: i32):
              branch v0 -> b2, b1
            b1:
              return 3
            b2: ; cold
              trap UNREACHABLE
            """, Functions.plain().optimised("""
                (module (func (param i32) (result i32)
                  (if (local.get 0) (then (unreachable)))
                  (i32.const 3)))
                """, Pipeline.MOST));
    }
}
