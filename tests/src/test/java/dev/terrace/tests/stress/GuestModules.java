package dev.terrace.tests.stress;

/** The modules that guests are made of. */
final class GuestModules {
    /** How many bytes of the memory {@code work} uses; {@link Work} does the same in Java. */
    static final int WORK_BYTES = 1 << 16;

    /** From where on what {@code prints} writes may be; below are its own variables. */
    static final int OUTPUT = 16;

    /** How many pages the memory has at first. */
    static final int PAGES = 2;

    /** The elements of the table of functions: those that modules fill in, those that are null, and their number. */
    static final int ADD = 0;

    static final int TWICE = 1;
    static final int OF_ANOTHER_TYPE = 2;
    static final int NULL = 3;
    static final int CHANGING = 4;
    static final int PARTNER = 5;
    static final int ELEMENTS = 8;

    private GuestModules() {}

    /**
     * Returns the module that does all the work.
     *
     * @param number what {@code $add} adds; modules of different numbers are different ones
     */
    static String main(int number) {
        return """
            (module
              (import "host" "next" (func $next (param i32) (result i32)))
              (import "host" "fail" (func $fail (param i32)))
              (import "host" "nest" (func $nest (param i32) (result i32)))
              (import "host" "block" (func $block (param i32) (result i32)))
              (import "host" "elsewhere" (func $elsewhere (param i32) (result i32)))
              (import "host" "faults" (func $faults (param i32) (result i32)))
              (import "host" "echo" (func $echo (param externref) (result externref)))
              (import "host" "sum" (func $sum
                (param i64 f64 i64 f64 i64 f64 i64 f64 i64 f64 i64 f64 i64 f64 i64 f64 i64 f64) (result i64)))
              (import "wasi_snapshot_preview1" "fd_write"
                (func $fd_write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "poll_oneoff"
                (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))

              (type $unary (func (param i32) (result i32)))
              (memory (export "memory") 2 40)
              (memory $long i64 1 4)
              (table $functions (export "functions") 8 32 funcref)
              (table $objects (export "objects") 4 64 externref)
              (global $calls (export "calls") (mut i32) (i32.const 0))
              (tag $tag (export "tag") (param i32 externref))
              (elem (table $functions) (i32.const 0) func $add $twice $other)
              (elem $spare func $add $twice)
              (elem declare func $add $twice $even)
              (data $bytes "0123456789")

              (func $add (export "add") (type $unary) (i32.add (local.get 0) (i32.const %d)))
              (func $twice (export "twice") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
              (func $other (param i64) (result i64) (local.get 0))

              ;; What traps, with native frames below.

              (func $deep (param $depth i32) (param $what i32) (param $a i64) (param $b i64) (result i64)
                (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                (if (result i64) (local.get $depth)
                  (then
                    (i64.add
                      (call $deep
                        (i32.sub (local.get $depth) (i32.const 1)) (local.get $what) (local.get $a) (local.get $b))
                      (i64.const 1)))
                  (else (call $do (local.get $what) (local.get $a) (local.get $b)))))
              (func (export "deep") (param i32 i32 i64 i64) (result i64)
                (call $deep (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
              (func $do (param $what i32) (param $a i64) (param $b i64) (result i64)
                (block $15 (block $14 (block $13 (block $12 (block $11 (block $10 (block $9 (block $8
                (block $7 (block $6 (block $5 (block $4 (block $3 (block $2 (block $1 (block $0
                  (br_table $0 $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 $12 $13 $14 $15 (local.get $what)))
                  (return (i64.load32_u offset=4 (i32.wrap_i64 (local.get $a)))))
                  (i64.store (i32.wrap_i64 (local.get $a)) (local.get $b)) (return (i64.const 0)))
                  (return (i64.load $long (local.get $a))))
                  (return (i64.div_s (local.get $a) (local.get $b))))
                  (return (i64.extend_i32_u
                    (i32.rem_u (i32.wrap_i64 (local.get $a)) (i32.wrap_i64 (local.get $b))))))
                  (return (i64.trunc_f64_s (f64.reinterpret_i64 (local.get $a)))))
                  unreachable)
                  (return (i64.extend_i32_s
                    (call_indirect $functions (type $unary)
                      (i32.wrap_i64 (local.get $b)) (i32.wrap_i64 (local.get $a))))))
                  (drop (table.get $objects (i32.wrap_i64 (local.get $a)))) (return (i64.const 0)))
                  (table.init $functions $spare
                    (i32.const 6) (i32.wrap_i64 (local.get $a)) (i32.wrap_i64 (local.get $b)))
                  (return (i64.const 0)))
                  (memory.fill (i32.wrap_i64 (local.get $a)) (i32.const 1) (i32.wrap_i64 (local.get $b)))
                  (return (i64.const 0)))
                  (memory.copy (i32.wrap_i64 (local.get $a)) (i32.const 0) (i32.wrap_i64 (local.get $b)))
                  (return (i64.const 0)))
                  (memory.init $bytes (i32.const 0) (i32.wrap_i64 (local.get $a)) (i32.wrap_i64 (local.get $b)))
                  (return (i64.const 0)))
                  (return (i64x2.extract_lane 1 (v128.load (i32.wrap_i64 (local.get $a))))))
                  (return (i64.extend_i32_s
                    (call_ref $unary (i32.wrap_i64 (local.get $b)) (ref.null $unary)))))
                (i64.atomic.rmw.add (i32.wrap_i64 (local.get $a)) (local.get $b)))

              ;; Recursion: in native code, and through the host.

              (func $endless (export "endless") (param $n i32) (result i32) (local $m i64)
                (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                (local.set $m (i64.extend_i32_s (local.get $n)))
                (i32.add
                  (call $endless (i32.add (local.get $n) (i32.const 1)))
                  (i32.wrap_i64 (i64.mul (local.get $m) (i64.const 3)))))
              (func (export "nested") (param $n i32) (result i32) (local $before i32)
                (local.set $before (i32.mul (local.get $n) (i32.const 3)))
                (if (i32.eqz (local.get $n)) (then (return (i32.const 0))))
                (i32.sub
                  (i32.add (call $nest (i32.sub (local.get $n) (i32.const 1))) (local.get $before))
                  (i32.sub (local.get $before) (i32.const 1))))
              (func $fails (export "fails") (param $depth i32) (result i32)
                (if (i32.eqz (local.get $depth)) (then (call $fail (i32.const 7)) (return (i32.const 1))))
                (i32.add (call $fails (i32.sub (local.get $depth) (i32.const 1))) (i32.const 1)))

              ;; Calls of the host in the middle of others.

              (func $blocks (export "blocks") (param $n i32) (result i32) (local $before i32)
                (local.set $before (call $next (local.get $n)))
                (i32.add (i32.mul (call $block (local.get $n)) (i32.const 1000)) (local.get $before)))
              (func (export "elsewhere") (param $n i32) (result i32)
                (i32.sub (i32.add (call $elsewhere (local.get $n)) (local.get $n)) (local.get $n)))
              (func (export "faults") (param $n i32) (result i32)
                (i32.add (call $faults (local.get $n)) (call $next (local.get $n))))
              (func (export "sums") (param $n i64) (result i64) (local $f f64)
                (local.set $f (f64.convert_i64_s (local.get $n)))
                (call $sum
                  (local.get $n) (local.get $f) (local.get $n) (local.get $f) (local.get $n) (local.get $f)
                  (local.get $n) (local.get $f) (local.get $n) (local.get $f) (local.get $n) (local.get $f)
                  (local.get $n) (local.get $f) (local.get $n) (local.get $f) (local.get $n) (local.get $f)))

              ;; References on the stack of native code, which only a look at it finds.

              (func $swaps (export "swaps") (param $a externref) (param $b externref) (param $n i32)
                  (result externref externref) (local $spare externref)
                (loop $again
                  (if (local.get $n)
                    (then
                      (local.set $spare (call $echo (local.get $a)))
                      (local.set $a (call $echo (local.get $b)))
                      (local.set $b (local.get $spare))
                      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                      (br $again))))
                (local.get $a) (local.get $b))
              (func $carry (export "carries") (param $a externref) (param $depth i32) (result externref)
                (local $kept externref)
                (local.set $kept (call $echo (local.get $a)))
                (if (local.get $depth)
                  (then
                    (table.set $objects (i32.and (local.get $depth) (i32.const 3)) (local.get $kept))
                    (local.set $a
                      (call $carry
                        (table.get $objects (i32.and (local.get $depth) (i32.const 3)))
                        (i32.sub (local.get $depth) (i32.const 1))))))
                (select (result externref)
                  (local.get $kept) (local.get $a) (ref.is_null (call $echo (local.get $a)))))
              (func (export "grow-objects") (param $value externref) (param $n i32) (result i32)
                (table.grow $objects (local.get $value) (local.get $n)))

              ;; Tables whose elements change while they are called.

              (func (export "changes") (param $n i32) (result i32) (local $sum i32)
                (loop $again
                  (if (i32.and (local.get $n) (i32.const 1))
                    (then (table.set $functions (i32.const 4) (ref.func $add)))
                    (else (table.copy $functions $functions (i32.const 4) (i32.const 1) (i32.const 1))))
                  (local.set $sum
                    (i32.add
                      (local.get $sum)
                      (call_indirect $functions (type $unary) (local.get $n) (i32.const 4))))
                  (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.get $sum))
              (func (export "grow-functions") (param $n i32) (result i32) (local $old i32)
                (if (i32.eq
                    (local.tee $old (table.grow $functions (ref.func $twice) (local.get $n)))
                    (i32.const -1))
                  (then (return (i32.const -1))))
                (call_indirect $functions (type $unary) (local.get $old) (local.get $old)))

              ;; Tail calls: in the module, through references, to another instance.

              (func $even (export "even") (type $unary)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
                (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
              (func $odd (type $unary)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
                (return_call_ref $unary (i32.sub (local.get 0) (i32.const 1)) (ref.func $even)))
              (func (export "ping") (type $unary)
                (if (i32.eqz (local.get 0)) (then (return (i32.const 10))))
                (return_call_indirect $functions (type $unary)
                  (i32.sub (local.get 0) (i32.const 1)) (i32.const 5)))

              ;; Exceptions of WebAssembly: caught here, or by the host.

              (func $throws (export "throws") (param $n i32) (param $object externref) (result i32)
                (if (i32.eqz (local.get $n)) (then (throw $tag (global.get $calls) (local.get $object))))
                (i32.add
                  (call $throws (i32.sub (local.get $n) (i32.const 1)) (local.get $object))
                  (call $next (local.get $n))))
              (func (export "catches") (param $n i32) (param $object externref) (result i32 externref)
                (block $caught (result i32 externref)
                  (try_table (catch $tag $caught) (drop (call $throws (local.get $n) (local.get $object))))
                  (i32.const -1)
                  (ref.null extern)))

              ;; Growing, and what is only possible afterwards.

              (func (export "grows") (param $pages i32) (param $value i64) (result i64) (local $old i32)
                (if (i32.eq (local.tee $old (memory.grow (local.get $pages))) (i32.const -1))
                  (then (return (i64.const -1))))
                (i64.store
                  (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 8))
                  (local.get $value))
                (i64.load (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 8))))

              ;; WASI: output, and waiting until somebody ends it.

              (func (export "prints") (param $address i32) (param $length i32) (result i32)
                (i32.store (i32.const 0) (local.get $address))
                (i32.store (i32.const 4) (local.get $length))
                (if (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))
                  (then (return (i32.const -1))))
                (i32.load (i32.const 8)))
              (func (export "sleeps")
                (memory.fill (i32.const 0) (i32.const 0) (i32.const 48))
                (i32.store (i32.const 16) (i32.const 1)) ;; the monotonic clock
                (i64.store (i32.const 24) (i64.const 60_000_000_000)) ;; nanoseconds
                (loop $again
                  (drop (call $poll_oneoff (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                  (br $again)))

              (func (export "spin") (local $i i64)
                (loop $again
                  (local.set $i (i64.add (local.get $i) (i64.const 1)))
                  (br $again)))

              (func (export "work") (param $n i32) (param $x i64) (result i64)
                (local $sum i64) (local $d f64) (local $v v128)
                (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536))
                (loop $again
                  (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
                  (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
                  (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
                  (i64.store (i32.and (i32.wrap_i64 (local.get $x)) (i32.const 0xfff8)) (local.get $x))
                  (local.set $sum
                    (i64.add
                      (i64.rotl (local.get $sum) (i64.const 5))
                      (i64.load
                        (i32.and (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 20))) (i32.const 0xfff8)))))
                  (local.set $d
                    (f64.add (f64.mul (local.get $d) (f64.const 0.5)) (f64.convert_i64_s (local.get $x))))
                  (local.set $v (i64x2.add (local.get $v) (i64x2.splat (local.get $x))))
                  (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (i64.xor
                  (i64.add (local.get $sum) (i64x2.extract_lane 1 (local.get $v)))
                  (i64.reinterpret_f64 (local.get $d)))))
            """.formatted(number);
    }

    /** The other instance of a store: its function is an element of the first one's table, and calls back. */
    static final String PARTNER_MODULE = """
        (module
          (type $unary (func (param i32) (result i32)))
          (import "main" "ping" (func $ping (type $unary)))
          (import "main" "add" (func $add (type $unary)))
          (import "main" "functions" (table $functions 8 32 funcref))
          (import "main" "memory" (memory 2 40))
          (import "main" "calls" (global $calls (mut i32)))
          (elem (table $functions) (i32.const 5) func $pong)
          (func $pong (type $unary)
            (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
            (if (i32.eqz (local.get 0)) (then (return (i32.const 20))))
            (return_call $ping (i32.sub (local.get 0) (i32.const 1))))
          (func (export "adds") (param $n i32) (result i32) (local $sum i32)
            (loop $again
              (local.set $sum (i32.add (local.get $sum) (call $add (local.get $n))))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum))
          (func (export "load") (param i32) (result i64) (i64.load (local.get 0))))
        """;

    /**
     * Counts in a memory that all threads of an engine have in common: at 64 with a mutex, whose word is at 0 and is 2 if
     * somebody may be waiting; at 128 with an atomic instruction.
     */
    static final String COUNTER = """
        (module
          (import "env" "memory" (memory 1 16 shared))
          (func $lock (local $seen i32)
            (if (i32.eqz (local.tee $seen (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1))))
              (then (return)))
            (if (i32.ne (local.get $seen) (i32.const 2))
              (then (local.set $seen (i32.atomic.rmw.xchg (i32.const 0) (i32.const 2)))))
            (loop $again
              (if (local.get $seen)
                (then
                  (drop (memory.atomic.wait32 (i32.const 0) (i32.const 2) (i64.const -1)))
                  (local.set $seen (i32.atomic.rmw.xchg (i32.const 0) (i32.const 2)))
                  (br $again)))))
          (func $unlock
            (if (i32.eq (i32.atomic.rmw.xchg (i32.const 0) (i32.const 0)) (i32.const 2))
              (then (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))))
          (func (export "count") (param $n i32)
            (loop $again
              (call $lock)
              (i64.store (i32.const 64) (i64.add (i64.load (i32.const 64)) (i64.const 1)))
              (call $unlock)
              (drop (i64.atomic.rmw.add (i32.const 128) (i64.const 1)))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
        """;
}
