;; Counts the ways to place $n queens on a board of $n times $n squares, the way a language with dynamic types would: lists
;; of pairs whose elements are small integers, all of type (ref eq). i31, casts and short-lived structures.
(module
  (type $pair (struct (field $first (ref eq)) (field $rest (ref eq))))
  (global $empty (ref eq) (ref.i31 (i32.const -1)))

  (func $number (param $value (ref eq)) (result i32)
    (i31.get_s (ref.cast (ref i31) (local.get $value))))

  ;; Whether a queen at this place is attacked by none of those in the rows before, the nearest first.
  (func $safe (param $place (ref eq)) (param $queens (ref eq)) (result i32)
    (local $distance i32) (local $pair (ref $pair)) (local $difference i32)
    (block $end (result (ref eq))
      (loop $next
        (local.set $pair
          (br_on_cast_fail $end (ref eq) (ref $pair) (local.get $queens)))
        (local.set $distance (i32.add (local.get $distance) (i32.const 1)))
        (if (ref.eq (struct.get $pair $first (local.get $pair)) (local.get $place))
          (then (return (i32.const 0))))
        (local.set $difference
          (i32.sub
            (call $number (struct.get $pair $first (local.get $pair)))
            (call $number (local.get $place))))
        (if (i32.eq (local.get $difference) (local.get $distance)) (then (return (i32.const 0))))
        (if (i32.eq (i32.sub (i32.const 0) (local.get $difference)) (local.get $distance))
          (then (return (i32.const 0))))
        (local.set $queens (struct.get $pair $rest (local.get $pair)))
        (br $next))
      (unreachable))
    (drop)
    (i32.const 1))

  ;; The number of ways to go on with this many rows to fill.
  (func $place (param $rows i32) (param $n i32) (param $queens (ref eq)) (result i32)
    (local $count i32) (local $column i32) (local $place (ref eq))
    (if (i32.eqz (local.get $rows)) (then (return (i32.const 1))))
    (loop $next
      (local.set $place (ref.i31 (local.get $column)))
      (if (call $safe (local.get $place) (local.get $queens))
        (then
          (local.set $count
            (i32.add
              (local.get $count)
              (call $place
                (i32.sub (local.get $rows) (i32.const 1))
                (local.get $n)
                (struct.new $pair (local.get $place) (local.get $queens)))))))
      (br_if $next
        (i32.lt_s (local.tee $column (i32.add (local.get $column) (i32.const 1))) (local.get $n))))
    (local.get $count))

  (func (export "run") (param $n i32) (result i32)
    (call $place (local.get $n) (local.get $n) (global.get $empty))))
