;; The legacy form of exceptions: the exception that a catch has, where delegate goes on, and values around them.

(module
  (tag $a (param i32))
  (tag $b (param i64 i32))
  (func $throw-a (param i32) (throw $a (local.get 0)))

  ;; rethrow of an outer catch, from within an inner one.
  (func (export "rethrow-outer") (result i32)
    (try (result i32)
      (do
        (try $outer (result i32)
          (do (throw $a (i32.const 1)))
          (catch $a
            drop
            (try (result i32)
              (do (throw $a (i32.const 2)))
              (catch $a drop (rethrow $outer))))))
      (catch $a)))

  ;; A loop, calls and blocks within a catch: the exception stays where rethrow finds it.
  (func (export "rethrow-late") (param $n i32) (result i32)
    (local $sum i32)
    (try (result i32)
      (do
        (try $t (result i32)
          (do (i32.const 7) (throw $b (i64.const 5) (local.get $n)))
          (catch $b
            (local.set $n)
            drop
            (loop $again
              (local.set $sum (i32.add (local.get $sum) (local.get $n)))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (try (do (call $throw-a (i32.const 9))) (catch_all))
            (rethrow $t))))
      (catch $b (local.set $n) drop (i32.add (local.get $n) (local.get $sum)))))

  ;; Results of all parts are in one place, with operands below.
  (func (export "values") (param $which i32) (result i32)
    (i32.const 1000)
    (try (result i32 i32)
      (do
        (if (i32.eq (local.get $which) (i32.const 1)) (then (throw $a (i32.const 10))))
        (if (i32.eq (local.get $which) (i32.const 2)) (then (throw $b (i64.const 20) (i32.const 21))))
        (i32.const 1) (i32.const 2))
      (catch $a (i32.const 11))
      (catch_all (i32.const 30) (i32.const 31)))
    i32.add
    i32.add)

  (func (export "parameters") (param $x i32) (result i32)
    (local.get $x)
    (local.get $x)
    try (param i32) (result i32)
      call $throw-a
      i32.const 0
    catch $a
      i32.const 1
      i32.add
    end
    i32.add)

  ;; delegate leaves out the blocks between, here the one that catches all.
  (func (export "delegate-past") (result i32)
    (try $t (result i32)
      (do
        (try (result i32)
          (do
            (try (result i32)
              (do (call $throw-a (i32.const 3)) (i32.const 0))
              (delegate $t)))
          (catch_all (i32.const -1))))
      (catch $a)))

  ;; delegate from within a catch to that same block: its handlers are over.
  (func (export "delegate-from-catch") (result i32)
    (try (result i32)
      (do
        (try $t (result i32)
          (do (throw $a (i32.const 1)))
          (catch $a
            drop
            (try (result i32)
              (do (call $throw-a (i32.const 4)) (i32.const 0))
              (delegate $t)))))
      (catch $a (i32.const 100) i32.add)))

  (func (export "delegate-to-caller")
    (try $t
      (do (try (do (call $throw-a (i32.const 5))) (delegate 1)))
      (catch_all)))

  ;; The new form and the legacy one work together.
  (func (export "mixed") (param $x i32) (result i32)
    (block $h (result i32)
      (try_table (catch $a $h)
        (try (do (call $throw-a (local.get $x))) (catch_all (rethrow 0))))
      (i32.const -1)))

  (func (export "dead") (result i32)
    (return (i32.const 1))
    (try (result i32) (do (throw $a (i32.const 1))) (catch $a) (catch_all (i32.const 2))))

  (func (export "references") (param externref) (result externref)
    (try (result externref)
      (do (call $throw-a (i32.const 1)) (local.get 0))
      (catch_all (local.get 0)))))

(assert_return (invoke "rethrow-outer") (i32.const 1))
(assert_return (invoke "rethrow-late" (i32.const 4)) (i32.const 14))
(assert_return (invoke "values" (i32.const 0)) (i32.const 1003))
(assert_return (invoke "values" (i32.const 1)) (i32.const 1021))
(assert_return (invoke "values" (i32.const 2)) (i32.const 1061))
(assert_return (invoke "parameters" (i32.const 20)) (i32.const 41))
(assert_return (invoke "delegate-past") (i32.const 3))
(assert_return (invoke "delegate-from-catch") (i32.const 104))
(assert_exception (invoke "delegate-to-caller"))
(assert_return (invoke "mixed" (i32.const 6)) (i32.const 6))
(assert_return (invoke "dead") (i32.const 1))
(assert_return (invoke "references" (ref.extern 2)) (ref.extern 2))
