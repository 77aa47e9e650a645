package dev.terrace.tests;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.Trap;
import dev.terrace.TrapKind;

/**
 * What {@link GarbageCollectionTest} runs in a Java virtual machine of its own with a small heap. Prints a line for each
 * thing that worked.
 */
public final class SmallHeap {
    /** Far more than fits the heap, all together. */
    private static final int MANY = 10_000_000;

    /** As many cells as take more than half of the heap: two lists do not fit. */
    private static final int LONG = 1_400_000;

    private static final String MODULE = """
        (module
          (type $cell (sub (struct (field $value i32) (field $next (mut (ref null $cell))))))
          (type $blob (array (mut i64)))
          (global $kept (mut (ref null $cell)) (ref.null $cell))

          (func (export "short-lived") (param $n i32) (result i32)
            (local $cell (ref null $cell)) (local $sum i32)
            (loop $next
              (local.set $cell (struct.new $cell (local.get $n) (struct.new $cell (i32.const 1) (ref.null $cell))))
              (local.set $sum
                (i32.add
                  (local.get $sum)
                  (struct.get $cell $value (struct.get $cell $next (local.get $cell)))))
              (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum))

          (func $list (param $n i32) (result (ref null $cell))
            (local $list (ref null $cell))
            (loop $next
              (local.set $list (struct.new $cell (local.get $n) (local.get $list)))
              (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $list))

          ;; Each way of dropping a list: from a local, from a global, as an operand, as an argument.
          (func (export "long lists") (param $n i32) (result i32)
            (local $list (ref null $cell)) (local $sum i32)
            (local.set $list (call $list (local.get $n)))
            (local.set $sum (struct.get $cell $value (local.get $list)))
            (local.set $list (ref.null $cell))
            (global.set $kept (call $list (local.get $n)))
            (global.set $kept (ref.null $cell))
            (drop (call $list (local.get $n)))
            (local.set $sum (i32.add (local.get $sum) (struct.get $cell $value (call $list (local.get $n)))))
            (local.set $sum (i32.add (local.get $sum) (call $length (call $list (local.get $n)))))
            (i32.add (local.get $sum) (call $length (call $list (local.get $n)))))

          (func $length (param $list (ref null $cell)) (result i32)
            (local $length i32)
            (block $end
              (loop $next
                (br_if $end (ref.is_null (local.get $list)))
                (local.set $length (i32.add (local.get $length) (i32.const 1)))
                (local.set $list (struct.get $cell $next (local.get $list)))
                (br $next)))
            (local.get $length))

          ;; Lists that are built within one frame, whose operands must not keep them.
          (func (export "lists in a loop") (param $n i32) (result i32)
            (local $list (ref null $cell)) (local $i i32) (local $rounds i32)
            (loop $again
              (local.set $list (ref.null $cell))
              (local.set $i (local.get $n))
              (loop $next
                (local.set $list (struct.new $cell (local.get $i) (local.get $list)))
                (br_if $next (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
              (br_if $again
                (i32.lt_u
                  (local.tee $rounds (i32.add (local.get $rounds) (i32.const 1)))
                  (i32.const 5))))
            (struct.get $cell $value (local.get $list)))

          (func (export "endless list")
            (loop $next
              (global.set $kept (struct.new $cell (i32.const 0) (global.get $kept)))
              (br $next)))
          (func (export "forget") (global.set $kept (ref.null $cell)))
          (func (export "huge array") (result i32)
            (array.len (array.new_default $blob (i32.const 100000000)))))
        """;

    private SmallHeap() {}

    /** Runs all of it in the tier of the name given. */
    public static void main(String[] arguments) {
        Config config =
                Config.builder().tiers(TierStrategy.valueOf(arguments[0])).build();
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, MODULE));
            show(instance, "short-lived", MANY);
            show(instance, "long lists", LONG);
            show(instance, "lists in a loop", LONG);
            trap(instance, "huge array");
            trap(instance, "endless list");
            instance.func("forget").call();
            show(instance, "long lists", LONG);
        }
    }

    private static void show(Instance instance, String function, int argument) {
        System.out.println(function + ": " + instance.func(function).call(argument)[0]);
    }

    private static void trap(Instance instance, String function) {
        try {
            instance.func(function).call();
        } catch (Trap trap) {
            System.out.println(function + ": " + trap.getMessage()
                    + (trap.kind() == TrapKind.OUT_OF_MEMORY ? "" : " is another kind of trap"));
        }
    }
}
