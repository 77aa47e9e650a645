;; Tail calls need no stack, wherever they go: each of these would need a million frames otherwise.

(module $table
  (table (export "table") 4 funcref))
(register "table" $table)

(module $even
  (type $predicate (func (param i32 externref) (result i32 externref)))
  (import "table" "table" (table 4 funcref))
  (elem (i32.const 0) $even)
  (func $even (export "even") (type $predicate)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 1) (local.get 1))))
    (return_call_indirect (type $predicate)
      (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (i32.const 1))))
(register "even" $even)

(module $odd
  (type $predicate (func (param i32 externref) (result i32 externref)))
  (import "table" "table" (table 4 funcref))
  (import "even" "even" (func $even (type $predicate)))
  (elem (i32.const 1) $odd)
  (func $odd (export "odd") (type $predicate)
    (local i64 i64 i64 externref)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 0) (local.get 1))))
    (return_call $even (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
  ;; Not the first frame of its entry.
  (func (export "nested-odd") (param i32 externref) (result i32 externref)
    (call $odd (local.get 0) (local.get 1))))

(assert_return (invoke $even "even" (i32.const 1000000) (ref.extern 1)) (i32.const 1) (ref.extern 1))
(assert_return (invoke $even "even" (i32.const 1000001) (ref.extern 2)) (i32.const 0) (ref.extern 2))
(assert_return (invoke $odd "odd" (i32.const 1000000) (ref.extern 3)) (i32.const 0) (ref.extern 3))
(assert_return (invoke $odd "nested-odd" (i32.const 1000001) (ref.extern 4)) (i32.const 1) (ref.extern 4))

;; By reference, with parameters that become more and fewer.
(module
  (type $few (func (param i32) (result i64)))
  (type $many (func (param i32 i64 i64 i64 i64) (result i64)))
  (elem declare func $few $many)
  (func $few (export "few") (type $few)
    (if (i32.eqz (local.get 0)) (then (return (i64.const 42))))
    (return_call_ref $many (i32.sub (local.get 0) (i32.const 1))
      (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (ref.func $many)))
  (func $many (type $many)
    (if (i32.eqz (local.get 0)) (then (return (i64.add (local.get 1) (local.get 4)))))
    (return_call_ref $few (i32.sub (local.get 0) (i32.const 1)) (ref.func $few))))
(assert_return (invoke "few" (i32.const 1000000)) (i64.const 42))
(assert_return (invoke "few" (i32.const 1000001)) (i64.const 5))

;; To the host, from the first frame of an entry and from others.
(module
  (import "spectest" "print_i32" (func $print (param i32)))
  (func $tail (export "tail") (param i32) (return_call $print (local.get 0)))
  (func (export "many") (param i32) (result i32)
    (loop $again
      (call $tail (local.get 0))
      (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0)))
(assert_return (invoke "tail" (i32.const 1)))
(assert_return (invoke "many" (i32.const 100000)) (i32.const 0))

;; Under a frame that catches: its handlers stay those of its own calls.
(module
  (tag $t (param i32))
  (func $count (param i32)
    (if (i32.eqz (local.get 0)) (then (throw $t (i32.const 77))))
    (return_call $count (i32.sub (local.get 0) (i32.const 1))))
  (func (export "caught") (result i32)
    (block $h (result i32)
      (try_table (catch $t $h) (call $count (i32.const 1000000)))
      (i32.const 0))))
(assert_return (invoke "caught") (i32.const 77))
