;; Operands that are numbers, where the frame has no room left for another one.
(module
  ;; The number in the loop has a slot behind the operands; the test for zero is at the greatest depth.
  (func (export "eqz-at-full-depth") (param i32) (result i64) (local i64)
    (drop (i64.const 1))
    (i64.const 2)
    (drop (i64.eqz (i64.const 3)))
    (drop)
    (loop $again
      (local.set 1 (i64.add (local.get 1) (i64.const 0x1234567890)))
      (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1)))
(assert_return (invoke "eqz-at-full-depth" (i32.const 3)) (i64.const 0x369d0369b0))
