;; Calls through a table: a chain of n small functions chosen by a linear congruential generator. The cost of
;; call_indirect with its signature check, with a target that cannot be predicted.
(module
  (type $unary (func (param i32) (result i32)))

  (table funcref (elem $increment $double $negate $rotate $square $flip $halve $mix))

  (func $increment (type $unary) (i32.add (local.get 0) (i32.const 1)))
  (func $double (type $unary) (i32.shl (local.get 0) (i32.const 1)))
  (func $negate (type $unary) (i32.sub (i32.const 0) (local.get 0)))
  (func $rotate (type $unary) (i32.rotl (local.get 0) (i32.const 7)))
  (func $square (type $unary) (i32.mul (local.get 0) (local.get 0)))
  (func $flip (type $unary) (i32.xor (local.get 0) (i32.const -1431655766)))
  (func $halve (type $unary) (i32.shr_u (local.get 0) (i32.const 1)))
  (func $mix (type $unary) (i32.mul (i32.add (local.get 0) (i32.const 77)) (i32.const 31)))

  (func (export "run") (param $n i32) (result i32)
    (local $value i32) (local $state i32)
    (local.set $state (i32.const 12345))
    (loop $next
      (if (local.get $n)
        (then
          (local.set $state
            (i32.add (i32.mul (local.get $state) (i32.const 1664525)) (i32.const 1013904223)))
          (local.set $value
            (i32.add
              (local.get $state)
              (call_indirect (type $unary)
                (local.get $value)
                (i32.shr_u (local.get $state) (i32.const 29))))) ;; the top three bits: 0 to 7
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br $next))))
    (local.get $value)))
