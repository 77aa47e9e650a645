;; Sorts a linked list of random numbers by merging runs of doubling length, in place: chains of field accesses, and
;; references that are stored again and again.
(module
  (type $cell (struct (field $value i32) (field $next (mut (ref null $cell)))))

  ;; A list of the numbers of a linear congruential generator.
  (func $random (param $n i32) (result (ref null $cell))
    (local $list (ref null $cell)) (local $seed i32)
    (local.set $seed (i32.const 42))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
        (local.set $list (struct.new $cell (i32.shr_u (local.get $seed) (i32.const 8)) (local.get $list)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $list))

  ;; Cuts a list behind its first $length cells; returns the rest.
  (func $cut (param $list (ref null $cell)) (param $length i32) (result (ref null $cell))
    (local $rest (ref null $cell))
    (block $short
      (loop $next
        (br_if $short (ref.is_null (local.get $list)))
        (local.set $length (i32.sub (local.get $length) (i32.const 1)))
        (if (i32.eqz (local.get $length))
          (then
            (local.set $rest (struct.get $cell $next (local.get $list)))
            (struct.set $cell $next (local.get $list) (ref.null $cell))
            (return (local.get $rest))))
        (local.set $list (struct.get $cell $next (local.get $list)))
        (br $next)))
    (ref.null $cell))

  ;; Merges two sorted lists behind $last; returns the last cell.
  (func $merge (param $last (ref $cell)) (param $a (ref null $cell)) (param $b (ref null $cell)) (result (ref $cell))
    (local $smaller (ref null $cell))
    (block $one
      (loop $next
        (br_if $one (ref.is_null (local.get $a)))
        (br_if $one (ref.is_null (local.get $b)))
        (if (i32.le_u (struct.get $cell $value (local.get $a)) (struct.get $cell $value (local.get $b)))
          (then
            (local.set $smaller (local.get $a))
            (local.set $a (struct.get $cell $next (local.get $a))))
          (else
            (local.set $smaller (local.get $b))
            (local.set $b (struct.get $cell $next (local.get $b)))))
        (struct.set $cell $next (local.get $last) (local.get $smaller))
        (local.set $last (ref.as_non_null (local.get $smaller)))
        (br $next)))
    (struct.set $cell $next (local.get $last)
      (select (result (ref null $cell)) (local.get $b) (local.get $a) (ref.is_null (local.get $a))))
    (block $end
      (loop $next
        (local.set $last (br_on_null $end (struct.get $cell $next (local.get $last))))
        (br $next)))
    (local.get $last))

  (func $sort (param $list (ref null $cell)) (param $n i32) (result (ref null $cell))
    (local $head (ref $cell)) (local $last (ref $cell)) (local $width i32)
    (local $a (ref null $cell)) (local $b (ref null $cell))
    (local.set $head (struct.new $cell (i32.const 0) (local.get $list)))
    (local.set $width (i32.const 1))
    (block $sorted
      (loop $double
        (br_if $sorted (i32.ge_s (local.get $width) (local.get $n)))
        (local.set $last (local.get $head))
        (local.set $list (struct.get $cell $next (local.get $head)))
        (block $end
          (loop $next
            (br_if $end (ref.is_null (local.get $list)))
            (local.set $a (local.get $list))
            (local.set $b (call $cut (local.get $a) (local.get $width)))
            (local.set $list (call $cut (local.get $b) (local.get $width)))
            (local.set $last (call $merge (local.get $last) (local.get $a) (local.get $b)))
            (br $next)))
        (local.set $width (i32.shl (local.get $width) (i32.const 1)))
        (br $double)))
    (struct.get $cell $next (local.get $head)))

  ;; A number that depends on all values and their order; traps if the list is not sorted.
  (func $check (param $list (ref null $cell)) (result i32)
    (local $sum i32) (local $before i32)
    (block $end
      (loop $next
        (br_if $end (ref.is_null (local.get $list)))
        (if (i32.lt_u (struct.get $cell $value (local.get $list)) (local.get $before))
          (then unreachable))
        (local.set $before (struct.get $cell $value (local.get $list)))
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (local.get $before)))
        (local.set $list (struct.get $cell $next (local.get $list)))
        (br $next)))
    (local.get $sum))

  (func (export "run") (param $n i32) (result i32)
    (call $check (call $sort (call $random (local.get $n)) (local.get $n)))))
