package dev.terrace.tests;

/** Guests that do not end by themselves, each in another way; they export {@code run}. */
enum Runaway {
    EMPTY_LOOP("""
        (module (func (export "run") (loop (br 0))))
        """),
    COUNTED_LOOP("""
        (module
          (func (export "run") (local i32)
            (loop $again
              (loop $count
                (local.set 0 (i32.add (local.get 0) (i32.const 3)))
                (br_if $count (i32.lt_u (local.get 0) (i32.const 2_000_000_000))))
              (local.set 0 (i32.const 0))
              (br $again))))
        """),
    LOOP_THAT_TESTS_FIRST("""
        (module
          (memory 1)
          (func (export "run") (local $i i64)
            (block $end
              (loop $again
                (br_if $end (i64.eq (local.get $i) (i64.const -1)))
                (i64.store (i32.wrap_i64 (i64.and (local.get $i) (i64.const 0xff00))) (local.get $i))
                (local.set $i (i64.add (local.get $i) (i64.const 1)))
                (br $again)))))
        """),
    LOOP_IN_A_CALLEE("""
        (module
          (func $loop (param i32) (result i32)
            (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get 0))
          (func (export "run")
            (loop
              (drop (call $loop (i32.const 1000)))
              (br 0))))
        """),
    BRANCH_TABLE("""
        (module
          (func (export "run") (local i32)
            (loop $a
              (loop $b
                (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                (br_table $a $b $a (i32.and (local.get 0) (i32.const 3)))))))
        """),
    EXPONENTIAL_RECURSION("""
        (module
          (func $f (param i32)
            (if (local.get 0)
              (then
                (call $f (i32.sub (local.get 0) (i32.const 1)))
                (call $f (i32.sub (local.get 0) (i32.const 1))))))
          (func (export "run") (call $f (i32.const 80))))
        """),
    CALLS_WITHOUT_LOOPS(callsWithoutLoops()),
    TAIL_RECURSION("""
        (module (func $f (export "run") (return_call $f)))
        """),
    INDIRECT_TAIL_RECURSION("""
        (module
          (type $t (func))
          (table funcref (elem $f $g))
          (func $f (export "run") (return_call_indirect (type $t) (i32.const 1)))
          (func $g (return_call $f)))
        """),
    EXCEPTIONS("""
        (module
          (tag $e)
          (func $throw (throw $e))
          (func (export "run")
            (loop
              (block (try_table (catch_all 0) (call $throw)))
              (br 0))))
        """),
    CATCHES_EVERYTHING("""
        (module
          (func (export "run")
            (loop $outer
              (block $caught
                (try_table (catch_all $caught)
                  (loop $inner (br $inner))))
              (br $outer))))
        """),
    OBJECTS("""
        (module
          (type $list (struct (field (ref null $list))))
          (func (export "run") (local (ref null $list))
            (loop
              (local.set 0 (struct.new $list (ref.null $list)))
              (br 0))))
        """),
    LARGE_RANGES("""
        (module
          (memory 1600)
          (func (export "run")
            (loop
              (memory.fill (i32.const 0) (i32.const 7) (i32.const 104857600))
              (memory.copy (i32.const 0) (i32.const 52428800) (i32.const 52428800))
              (br 0))))
        """);

    final String text;

    Runaway(String text) {
        this.text = text;
    }

    private static String callsWithoutLoops() {
        StringBuilder text = new StringBuilder("(module (func $f0)");
        for (int i = 1; i <= 60; i++) {
            text.append("(func $f%d (call $f%d) (call $f%d))".formatted(i, i - 1, i - 1));
        }
        return text.append("(func (export \"run\") (call $f60)))").toString();
    }
}
