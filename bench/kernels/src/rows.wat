;; Multiplies two matrices of $n times $n doubles, each an array of arrays: numeric loops over garbage-collected arrays.
(module
  (type $row (array (mut f64)))
  (type $rows (array (mut (ref null $row))))

  (func $new (param $n i32) (param $seed i32) (result (ref $rows))
    (local $matrix (ref $rows)) (local $row (ref $row)) (local $i i32) (local $j i32)
    (local.set $matrix (array.new_default $rows (local.get $n)))
    (loop $each_row
      (local.set $row (array.new_default $row (local.get $n)))
      (local.set $j (i32.const 0))
      (loop $each
        (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1103515245)) (i32.const 12345)))
        (array.set $row (local.get $row) (local.get $j)
          (f64.convert_i32_s (i32.sub (i32.shr_u (local.get $seed) (i32.const 25)) (i32.const 64))))
        (br_if $each
          (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
      (array.set $rows (local.get $matrix) (local.get $i) (local.get $row))
      (br_if $each_row
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $matrix))

  (func $row (param $matrix (ref $rows)) (param $i i32) (result (ref $row))
    (ref.as_non_null (array.get $rows (local.get $matrix) (local.get $i))))

  ;; to += factor * from
  (func $add (param $to (ref $row)) (param $factor f64) (param $from (ref $row))
    (local $j i32)
    (loop $each
      (array.set $row (local.get $to) (local.get $j)
        (f64.add
          (array.get $row (local.get $to) (local.get $j))
          (f64.mul (local.get $factor) (array.get $row (local.get $from) (local.get $j)))))
      (br_if $each
        (i32.lt_u
          (local.tee $j (i32.add (local.get $j) (i32.const 1)))
          (array.len (local.get $to))))))

  (func $multiply (param $a (ref $rows)) (param $b (ref $rows)) (result (ref $rows))
    (local $n i32) (local $i i32) (local $k i32) (local $c (ref $rows)) (local $to (ref $row)) (local $factors (ref $row))
    (local.set $n (array.len (local.get $a)))
    (local.set $c (array.new_default $rows (local.get $n)))
    (loop $each_row
      (local.set $to (array.new_default $row (local.get $n)))
      (local.set $factors (call $row (local.get $a) (local.get $i)))
      (local.set $k (i32.const 0))
      (loop $each
        (call $add
          (local.get $to)
          (array.get $row (local.get $factors) (local.get $k))
          (call $row (local.get $b) (local.get $k)))
        (br_if $each
          (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $n))))
      (array.set $rows (local.get $c) (local.get $i) (local.get $to))
      (br_if $each_row
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $c))

  ;; All numbers are integers that a double holds exactly.
  (func $sum (param $matrix (ref $rows)) (result i64)
    (local $sum i64) (local $i i32) (local $j i32)
    (loop $each_row
      (local.set $j (i32.const 0))
      (loop $each
        (local.set $sum
          (i64.add
            (i64.mul (local.get $sum) (i64.const 31))
            (i64.trunc_f64_s
              (array.get $row (call $row (local.get $matrix) (local.get $i)) (local.get $j)))))
        (br_if $each
          (i32.lt_u
            (local.tee $j (i32.add (local.get $j) (i32.const 1)))
            (array.len (local.get $matrix)))))
      (br_if $each_row
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (array.len (local.get $matrix)))))
    (local.get $sum))

  (func (export "run") (param $n i32) (result i64)
    (call $sum
      (call $multiply (call $new (local.get $n) (i32.const 1)) (call $new (local.get $n) (i32.const 2))))))
