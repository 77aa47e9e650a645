;; Types are equal if their recursion groups are, wherever they were defined; otherwise they are not, even if all fields
;; are the same. Casts tell.

(module $makers
  (type $a (sub (struct (field i32))))
  (rec
    (type $b (sub (struct (field i32))))
    (type $unused (struct)))
  (rec (type $b1 (sub $a (struct (field i32) (field i64)))))

  (func (export "a") (result anyref) (struct.new $a (i32.const 1)))
  (func (export "b") (result anyref) (struct.new $b (i32.const 2)))
  (func (export "b1") (result anyref) (struct.new $b1 (i32.const 3) (i64.const 4))))
(register "makers" $makers)

(module
  (import "makers" "a" (func $make_a (result anyref)))
  (import "makers" "b" (func $make_b (result anyref)))
  (import "makers" "b1" (func $make_b1 (result anyref)))

  ;; The same groups as in the other module, at other indices.
  (type $first (array i8))
  (rec
    (type $b (sub (struct (field i32))))
    (type $other_name (struct)))
  (type $a (sub (struct (field i32))))
  (type $b1 (sub $a (struct (field i32) (field i64))))
  ;; Not the same as $b: the group has another order.
  (rec
    (type $swapped (struct))
    (type $not_b (sub (struct (field i32)))))

  (func $kinds (param $ref anyref) (result i32)
    (i32.or
      (i32.or
        (ref.test (ref $a) (local.get $ref))
        (i32.shl (ref.test (ref $b) (local.get $ref)) (i32.const 1)))
      (i32.or
        (i32.shl (ref.test (ref $b1) (local.get $ref)) (i32.const 2))
        (i32.shl (ref.test (ref $not_b) (local.get $ref)) (i32.const 3)))))

  (func (export "a") (result i32) (call $kinds (call $make_a)))
  (func (export "b") (result i32) (call $kinds (call $make_b)))
  (func (export "b1") (result i32) (call $kinds (call $make_b1)))
  (func (export "field of b1 as a") (result i32) (struct.get $a 0 (ref.cast (ref $a) (call $make_b1))))
  (func (export "cast b to a") (result i32) (struct.get $a 0 (ref.cast (ref $a) (call $make_b))))
  (func (export "cast null") (result i32) (ref.is_null (ref.cast (ref null $a) (ref.null none))))
  (func (export "cast null away") (drop (ref.cast (ref $a) (ref.null none)))))

(assert_return (invoke "a") (i32.const 1))
(assert_return (invoke "b") (i32.const 2))
(assert_return (invoke "b1") (i32.const 5))
(assert_return (invoke "field of b1 as a") (i32.const 3))
(assert_trap (invoke "cast b to a") "cast failure")
(assert_return (invoke "cast null") (i32.const 1))
(assert_trap (invoke "cast null away") "cast failure")

;; A chain of supertypes that is longer than what the Java virtual machine tests in one step.
(module
  (type $0 (sub (struct)))
  (type $1 (sub $0 (struct)))
  (type $2 (sub $1 (struct (field $x (mut i32)))))
  (type $3 (sub $2 (struct (field (mut i32)))))
  (type $4 (sub $3 (struct (field (mut i32)))))
  (type $5 (sub $4 (struct (field (mut i32)))))
  (type $6 (sub $5 (struct (field (mut i32)))))
  (type $7 (sub $6 (struct (field (mut i32)))))
  (type $8 (sub $7 (struct (field (mut i32)))))
  (type $9 (sub $8 (struct (field (mut i32)) (field $y (mut f32)))))
  (type $10 (sub final $9 (struct (field (mut i32)) (field (mut f32)) (field i8))))
  (type $side (sub $8 (struct (field (mut i32)) (field f32))))

  (global $deep (ref $0) (struct.new $10 (i32.const 7) (f32.const 1.5) (i32.const -1)))
  (global $flat (ref $0) (struct.new $0))
  (global $side (ref $0) (struct.new $side (i32.const 8) (f32.const 2.5)))

  (func (export "up") (result i32 f32)
    (struct.set $2 $x (ref.cast (ref $2) (global.get $deep)) (i32.const 9))
    (struct.get $7 0 (ref.cast (ref $7) (global.get $deep)))
    (struct.get $9 $y (ref.cast (ref $9) (global.get $deep))))
  (func (export "tests") (result i32 i32 i32 i32)
    (ref.test (ref $10) (global.get $deep))
    (ref.test (ref $1) (global.get $flat))
    (ref.test (ref $9) (global.get $side))
    (ref.test (ref $8) (global.get $side))))

(assert_return (invoke "up") (i32.const 9) (f32.const 1.5))
(assert_return (invoke "tests") (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 1))
