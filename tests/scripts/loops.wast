;; Loops that are entered in the middle of a function whose beginning is not executed there.
(module
  ;; The values that the condition's parts begin with have places that nothing writes behind the loop's header.
  (func (export "in-a-part-with-parameters") (param i32) (result i32) (local v128 v128)
    (v128.const i64x2 1 2)
    (f64.const 0)
    (if (param v128 f64) (local.get 0)
      (then
        (drop)
        (local.set 1)
        (loop $again (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
      (else
        (drop)
        (local.set 2)))
    (i32.add (local.get 0) (i64x2.all_true (local.get 1)))))
(assert_return (invoke "in-a-part-with-parameters" (i32.const 8)) (i32.const 1))
(assert_return (invoke "in-a-part-with-parameters" (i32.const 0)) (i32.const 0))
