;; Sorts arrays of records by merging, with a comparator that is passed as a function reference: by one field, then by
;; another. call_ref in the innermost loop, arrays of references and array.copy.
(module
  (type $record (struct (field $number i32) (field $weight f64)))
  (type $records (array (mut (ref null $record))))
  (type $less (func (param (ref $record) (ref $record)) (result i32)))
  (elem declare func $by_number $by_weight)

  (func $by_number (type $less)
    (i32.lt_s (struct.get $record $number (local.get 0)) (struct.get $record $number (local.get 1))))

  (func $by_weight (type $less)
    (f64.lt (struct.get $record $weight (local.get 0)) (struct.get $record $weight (local.get 1))))

  (func $random (param $n i32) (result (ref $records))
    (local $records (ref $records)) (local $seed i32) (local $i i32)
    (local.set $records (array.new_default $records (local.get $n)))
    (local.set $seed (i32.const 7))
    (loop $next
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
      (array.set $records (local.get $records) (local.get $i)
        (struct.new $record
          (i32.shr_s (local.get $seed) (i32.const 8))
          (f64.convert_i32_u (i32.mul (local.get $seed) (i32.const 0x9e3779b1)))))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $records))

  ;; Merges from[low, middle) and from[middle, high) into to[low, high).
  (func $merge
    (param $from (ref $records)) (param $to (ref $records)) (param $low i32) (param $middle i32) (param $high i32)
    (param $less (ref $less))
    (local $left i32) (local $right i32)
    (local.set $left (local.get $low))
    (local.set $right (local.get $middle))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $left) (local.get $middle)))
        (br_if $done (i32.ge_u (local.get $right) (local.get $high)))
        (if (call_ref $less
              (ref.as_non_null (array.get $records (local.get $from) (local.get $right)))
              (ref.as_non_null (array.get $records (local.get $from) (local.get $left)))
              (local.get $less))
          (then
            (array.set $records (local.get $to) (local.get $low)
              (array.get $records (local.get $from) (local.get $right)))
            (local.set $right (i32.add (local.get $right) (i32.const 1))))
          (else
            (array.set $records (local.get $to) (local.get $low)
              (array.get $records (local.get $from) (local.get $left)))
            (local.set $left (i32.add (local.get $left) (i32.const 1)))))
        (local.set $low (i32.add (local.get $low) (i32.const 1)))
        (br $next)))
    (array.copy $records $records
      (local.get $to) (local.get $low)
      (local.get $from) (local.get $left)
      (i32.sub (local.get $middle) (local.get $left)))
    (array.copy $records $records
      (local.get $to) (i32.add (local.get $low) (i32.sub (local.get $middle) (local.get $left)))
      (local.get $from) (local.get $right)
      (i32.sub (local.get $high) (local.get $right))))

  (func $least (param $a i32) (param $b i32) (result i32)
    (select (local.get $a) (local.get $b) (i32.lt_u (local.get $a) (local.get $b))))

  ;; Returns the sorted records, in this array or in another.
  (func $sort (param $records (ref $records)) (param $less (ref $less)) (result (ref $records))
    (local $from (ref $records)) (local $to (ref $records)) (local $swap (ref $records))
    (local $width i32) (local $low i32) (local $n i32)
    (local.set $n (array.len (local.get $records)))
    (local.set $from (local.get $records))
    (local.set $to (array.new_default $records (local.get $n)))
    (local.set $width (i32.const 1))
    (block $sorted
      (loop $double
        (br_if $sorted (i32.ge_u (local.get $width) (local.get $n)))
        (local.set $low (i32.const 0))
        (loop $pair
          (call $merge
            (local.get $from)
            (local.get $to)
            (local.get $low)
            (call $least (i32.add (local.get $low) (local.get $width)) (local.get $n))
            (call $least (i32.add (local.get $low) (i32.shl (local.get $width) (i32.const 1))) (local.get $n))
            (local.get $less))
          (local.set $low (i32.add (local.get $low) (i32.shl (local.get $width) (i32.const 1))))
          (br_if $pair (i32.lt_u (local.get $low) (local.get $n))))
        (local.set $swap (local.get $from))
        (local.set $from (local.get $to))
        (local.set $to (local.get $swap))
        (local.set $width (i32.shl (local.get $width) (i32.const 1)))
        (br $double)))
    (local.get $from))

  ;; A number that depends on all records and their order; traps if they are not sorted.
  (func $check (param $records (ref $records)) (param $less (ref $less)) (result i32)
    (local $sum i32) (local $i i32) (local $record (ref $record)) (local $before (ref $record))
    (local.set $before (ref.as_non_null (array.get $records (local.get $records) (i32.const 0))))
    (loop $next
      (local.set $record (ref.as_non_null (array.get $records (local.get $records) (local.get $i))))
      (if (call_ref $less (local.get $record) (local.get $before) (local.get $less))
        (then unreachable))
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (struct.get $record $number (local.get $record))))
      (local.set $before (local.get $record))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (array.len (local.get $records)))))
    (local.get $sum))

  (func (export "run") (param $n i32) (result i32)
    (local $records (ref $records)) (local $sum i32)
    (local.set $records (call $sort (call $random (local.get $n)) (ref.func $by_weight)))
    (local.set $sum (call $check (local.get $records) (ref.func $by_weight)))
    (local.set $records (call $sort (local.get $records) (ref.func $by_number)))
    (i32.add
      (i32.mul (local.get $sum) (i32.const 17))
      (call $check (local.get $records) (ref.func $by_number)))))
