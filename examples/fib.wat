;; Fibonacci numbers, by recursion and by a loop.
;;
;;     terrace run --invoke fib examples/fib.wat 30          prints 832040
;;     terrace run --invoke fib_loop examples/fib.wat 90     prints 2880067194370816120
(module
  (func $fib (export "fib") (param $n i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2)))))))

  ;; A loop carries its state in its parameters: `br` to the loop passes the next pair on.
  (func (export "fib_loop") (param $n i32) (result i64)
    (local $a i64) (local $b i64)
    (i64.const 0)
    (i64.const 1)
    (loop $next (param i64 i64) (result i64)
      (local.set $b)
      (local.set $a)
      (if (result i64) (local.get $n)
        (then
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (local.get $b)
          (i64.add (local.get $a) (local.get $b))
          (br $next))
        (else (local.get $a))))))
