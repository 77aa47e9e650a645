;; Loops that are hot while handlers are active: what enters such a loop in the middle must have the handlers too.
(module
  (tag $t (param i32))
  (tag $other)

  (func $maybe (param $n i32) (param $at i32)
    (if (i32.eq (local.get $n) (local.get $at)) (then (throw $t (local.get $n)))))

  ;; The loop is in the body, and throws after many iterations, directly or from a call.
  (func (export "body") (param $at i32) (result i32)
    (local $i i32)
    (block $h (result i32)
      (try_table (result i32) (catch $t $h)
        (loop $l (result i32)
          (if (i32.eq (local.get $i) (local.get $at)) (then (throw $t (i32.mul (local.get $i) (i32.const 2)))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $l (i32.lt_u (local.get $i) (i32.const 1000)))
          (i32.const -1)))
      (return))
    (i32.add (local.get $i)))
  (func (export "call") (param $at i32) (result i32)
    (local $i i32)
    (i64.const 5)
    (block $h (result i32)
      (try_table (result i32) (catch $t $h)
        (loop $l (result i32)
          (call $maybe (local.get $i) (local.get $at))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $l (i32.lt_u (local.get $i) (i32.const 1000)))
          (i32.const -1))))
    (i32.add (local.get $i))
    (i32.wrap_i64 (i64.add (i64.extend_i32_s))))

  ;; Two loops, the inner one in a block of its own with handlers of its own.
  (func (export "nested") (param $at i32) (result i32)
    (local $i i32) (local $j i32) (local $caught i32)
    (block $out (result i32)
      (try_table (catch $t $out)
        (loop $rows
          (block $h
            (try_table (catch $other $h)
              (local.set $j (i32.const 0))
              (loop $columns
                (call $maybe (i32.add (i32.mul (local.get $i) (i32.const 10)) (local.get $j)) (local.get $at))
                (local.set $j (i32.add (local.get $j) (i32.const 1)))
                (br_if $columns (i32.lt_u (local.get $j) (i32.const 10))))
              (throw $other)))
          (local.set $caught (i32.add (local.get $caught) (i32.const 1)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $rows (i32.lt_u (local.get $i) (i32.const 10)))))
      (return (i32.const -1)))
    (i32.add (i32.mul (local.get $caught) (i32.const 1000))))

  ;; The handler is a branch to the loop itself.
  (func (export "restart") (param $n i32) (result i32)
    (local $sum i32)
    (local.get $n)
    (loop $again (param i32) (result i32)
      (local.set $n)
      (local.set $sum (i32.add (local.get $sum) (local.get $n)))
      (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))
      (try_table (catch $t $again) (throw $t (i32.sub (local.get $n) (i32.const 1))))
      unreachable))

  ;; The only way to the loop is a handler.
  (func (export "behind") (param $n i32) (result i32)
    (local $i i32)
    (block $h
      (try_table (catch_all $h) (throw $other))
      (return (i32.const -1)))
    (loop $l
      (local.set $i (i32.add (local.get $i) (i32.const 3)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $i))

  ;; Behind the loop there is code that is not reached from it, with more operands than the rest.
  (func (export "other-arm") (param $n i32) (result i32)
    (local $i i32)
    (if (result i32) (local.get $n)
      (then
        (loop $l
          (local.set $i (i32.add (local.get $i) (i32.const 2)))
          (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $i))
      (else
        (i32.add (i32.const 1) (i32.add (i32.const 2) (i32.add (i32.const 3)
          (i32.add (call $one) (i32.add (call $one) (i32.add (call $one)
            (i32.add (call $one) (i32.add (call $one) (i32.add (call $one) (call $one)))))))))))))
  (func $one (result i32) (i32.const 1)))

(assert_return (invoke "body" (i32.const 0)) (i32.const 0))
(assert_return (invoke "body" (i32.const 900)) (i32.const 2700))
(assert_return (invoke "body" (i32.const 2000)) (i32.const -1))
(assert_return (invoke "call" (i32.const 900)) (i32.const 1805))
(assert_return (invoke "call" (i32.const 2000)) (i32.const 1004))
(assert_return (invoke "nested" (i32.const 77)) (i32.const 7077))
(assert_return (invoke "nested" (i32.const 2000)) (i32.const -1))
(assert_return (invoke "restart" (i32.const 500)) (i32.const 125250))
(assert_return (invoke "behind" (i32.const 300)) (i32.const 900))
(assert_return (invoke "other-arm" (i32.const 300)) (i32.const 600))
(assert_return (invoke "other-arm" (i32.const 0)) (i32.const 13))

;; The same with the legacy instructions.
(module
  (tag $t (param i32))
  (tag $other)
  (func $maybe (param $n i32) (param $at i32)
    (if (i32.eq (local.get $n) (local.get $at)) (then (throw $t (local.get $n)))))

  (func (export "body") (param $at i32) (result i32)
    (local $i i32)
    (try (result i32)
      (do
        (loop $l (result i32)
          (call $maybe (local.get $i) (local.get $at))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $l (i32.lt_u (local.get $i) (i32.const 1000)))
          (i32.const -1)))
      (catch $other (i32.const -2))
      (catch $t (i32.add (local.get $i)))))

  ;; The loop is in a handler, which throws on what it has caught.
  (func $handler (param $n i32) (result i32)
    (local $i i32)
    (i64.const 7)
    (try (result i32)
      (do (throw $t (local.get $n)))
      (catch $other (i32.const -1))
      (catch $t
        (loop $l (param i32) (result i32)
          (i32.add (i32.const 1))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $l (i32.lt_u (local.get $i) (i32.const 500))))
        (if (i32.and (local.get $n) (i32.const 1)) (then (rethrow 1))))
      (catch_all (i32.const -3)))
    (i32.wrap_i64 (i64.add (i64.extend_i32_u))))
  (func (export "handler") (param i32) (result i32)
    (try (result i32)
      (do (call $handler (local.get 0)))
      (catch $t (i32.add (i32.const 10000)))))

  ;; What the loop throws is delegated past a handler.
  (func (export "delegate") (param $at i32) (result i32)
    (local $i i32)
    (try $out (result i32)
      (do
        (try (result i32)
          (do
            (try (result i32)
              (do
                (loop $l (result i32)
                  (call $maybe (local.get $i) (local.get $at))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $l (i32.lt_u (local.get $i) (i32.const 1000)))
                  (i32.const -1)))
              (delegate $out)))
          (catch_all (i32.const -2))))
      (catch $t (i32.add (i32.const 5)))))

  ;; To a block that has no handlers, inside one that has; and to the function itself.
  (func (export "delegate-to-block") (result i32)
    (try (result i32)
      (do
        (block $plain (result i32)
          (try (result i32)
            (do (try (result i32) (do (throw $t (i32.const 4))) (delegate $plain)))
            (catch_all (i32.const -1)))))
      (catch $t)))
  (func $away (result i32)
    (try (result i32)
      (do (try (result i32) (do (throw $t (i32.const 6))) (delegate 1)))
      (catch_all (i32.const -1))))
  (func (export "delegate-to-function") (result i32)
    (try (result i32) (do (call $away)) (catch $t)))
  ;; From a handler, to the block whose handler it is: that handles nothing any more.
  (func $from-handler (result i32)
    (try $outer (result i32)
      (do (throw $other))
      (catch $other (try (result i32) (do (throw $t (i32.const 8))) (delegate $outer)))
      (catch $t (drop) (i32.const -1))))
  (func (export "delegate-from-handler") (result i32)
    (try (result i32) (do (call $from-handler)) (catch $t))))

(assert_return (invoke "body" (i32.const 900)) (i32.const 1800))
(assert_return (invoke "body" (i32.const 2000)) (i32.const -1))
(assert_return (invoke "handler" (i32.const 20)) (i32.const 527))
(assert_return (invoke "handler" (i32.const 21)) (i32.const 10021))
(assert_return (invoke "delegate" (i32.const 900)) (i32.const 905))
(assert_return (invoke "delegate" (i32.const 2000)) (i32.const -1))
(assert_return (invoke "delegate-to-block") (i32.const 4))
(assert_return (invoke "delegate-to-function") (i32.const 6))
(assert_return (invoke "delegate-from-handler") (i32.const 8))
