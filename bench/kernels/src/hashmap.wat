;; Counts words in a hash map that grows: keys are arrays of bytes, entries are chained structures. Packed arrays, arrays
;; of references, and loops that end at null.
(module
  (type $bytes (array (mut i8)))
  (type $entry (struct
    (field $key (ref $bytes))
    (field $hash i32)
    (field $count (mut i32))
    (field $next (mut (ref null $entry)))))
  (type $entries (array (mut (ref null $entry))))
  (type $map (struct (field $size (mut i32)) (field $entries (mut (ref $entries)))))

  ;; The digits of a number in base 7, as letters.
  (func $word (param $number i32) (result (ref $bytes))
    (local $rest i32) (local $length i32) (local $bytes (ref $bytes))
    (local.set $rest (local.get $number))
    (loop $digit
      (local.set $length (i32.add (local.get $length) (i32.const 1)))
      (br_if $digit (local.tee $rest (i32.div_u (local.get $rest) (i32.const 7)))))
    (local.set $bytes (array.new_default $bytes (local.get $length)))
    (loop $digit
      (local.set $length (i32.sub (local.get $length) (i32.const 1)))
      (array.set $bytes (local.get $bytes) (local.get $length)
        (i32.add (i32.const 97) (i32.rem_u (local.get $number) (i32.const 7))))
      (local.set $number (i32.div_u (local.get $number) (i32.const 7)))
      (br_if $digit (local.get $length)))
    (local.get $bytes))

  (func $hash (param $bytes (ref $bytes)) (result i32)
    (local $hash i32) (local $i i32)
    (local.set $hash (i32.const 0x811c9dc5))
    (loop $byte
      (local.set $hash
        (i32.mul
          (i32.xor (local.get $hash) (array.get_u $bytes (local.get $bytes) (local.get $i)))
          (i32.const 0x01000193)))
      (br_if $byte
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (array.len (local.get $bytes)))))
    (local.get $hash))

  (func $equal (param $a (ref $bytes)) (param $b (ref $bytes)) (result i32)
    (local $i i32)
    (if (i32.ne (array.len (local.get $a)) (array.len (local.get $b))) (then (return (i32.const 0))))
    (loop $byte
      (if (i32.ne
            (array.get_u $bytes (local.get $a) (local.get $i))
            (array.get_u $bytes (local.get $b) (local.get $i)))
        (then (return (i32.const 0))))
      (br_if $byte
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (array.len (local.get $a)))))
    (i32.const 1))

  (func $find (param $map (ref $map)) (param $key (ref $bytes)) (param $hash i32) (result (ref null $entry))
    (local $entry (ref null $entry)) (local $entries (ref $entries))
    (local.set $entries (struct.get $map $entries (local.get $map)))
    (local.set $entry
      (array.get $entries (local.get $entries)
        (i32.and (local.get $hash) (i32.sub (array.len (local.get $entries)) (i32.const 1)))))
    (block $end
      (loop $next
        (br_if $end (ref.is_null (local.get $entry)))
        (if (i32.eq (struct.get $entry $hash (local.get $entry)) (local.get $hash))
          (then
            (br_if $end (call $equal (struct.get $entry $key (local.get $entry)) (local.get $key)))))
        (local.set $entry (struct.get $entry $next (local.get $entry)))
        (br $next)))
    (local.get $entry))

  (func $link (param $entries (ref $entries)) (param $entry (ref $entry))
    (local $place i32)
    (local.set $place
      (i32.and
        (struct.get $entry $hash (local.get $entry))
        (i32.sub (array.len (local.get $entries)) (i32.const 1))))
    (struct.set $entry $next (local.get $entry) (array.get $entries (local.get $entries) (local.get $place)))
    (array.set $entries (local.get $entries) (local.get $place) (local.get $entry)))

  (func $grow (param $map (ref $map))
    (local $old (ref $entries)) (local $new (ref $entries)) (local $i i32)
    (local $entry (ref null $entry)) (local $next (ref null $entry))
    (local.set $old (struct.get $map $entries (local.get $map)))
    (local.set $new (array.new_default $entries (i32.shl (array.len (local.get $old)) (i32.const 1))))
    (loop $each
      (local.set $entry (array.get $entries (local.get $old) (local.get $i)))
      (block $end
        (loop $chain
          (br_if $end (ref.is_null (local.get $entry)))
          (local.set $next (struct.get $entry $next (local.get $entry)))
          (call $link (local.get $new) (ref.as_non_null (local.get $entry)))
          (local.set $entry (local.get $next))
          (br $chain)))
      (br_if $each
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (array.len (local.get $old)))))
    (struct.set $map $entries (local.get $map) (local.get $new)))

  (func $count (param $map (ref $map)) (param $key (ref $bytes))
    (local $hash i32) (local $entry (ref null $entry))
    (local.set $hash (call $hash (local.get $key)))
    (local.set $entry (call $find (local.get $map) (local.get $key) (local.get $hash)))
    (if (ref.is_null (local.get $entry))
      (then
        (struct.set $map $size (local.get $map)
          (i32.add (struct.get $map $size (local.get $map)) (i32.const 1)))
        (if (i32.gt_u
              (struct.get $map $size (local.get $map))
              (array.len (struct.get $map $entries (local.get $map))))
          (then (call $grow (local.get $map))))
        (call $link
          (struct.get $map $entries (local.get $map))
          (struct.new $entry (local.get $key) (local.get $hash) (i32.const 1) (ref.null $entry))))
      (else
        (struct.set $entry $count (local.get $entry)
          (i32.add (struct.get $entry $count (local.get $entry)) (i32.const 1))))))

  ;; A number that depends on all words and how often each was counted, but not on their order.
  (func $sum (param $map (ref $map)) (result i32)
    (local $sum i32) (local $i i32) (local $entry (ref null $entry)) (local $entries (ref $entries))
    (local.set $entries (struct.get $map $entries (local.get $map)))
    (loop $each
      (local.set $entry (array.get $entries (local.get $entries) (local.get $i)))
      (block $end
        (loop $chain
          (br_if $end (ref.is_null (local.get $entry)))
          (local.set $sum
            (i32.add
              (local.get $sum)
              (i32.mul
                (struct.get $entry $hash (local.get $entry))
                (struct.get $entry $count (local.get $entry)))))
          (local.set $entry (struct.get $entry $next (local.get $entry)))
          (br $chain)))
      (br_if $each
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (array.len (local.get $entries)))))
    (i32.add (local.get $sum) (struct.get $map $size (local.get $map))))

  ;; Counts $n random words of which there are fewer than $n.
  (func (export "run") (param $n i32) (result i32)
    (local $map (ref $map)) (local $i i32) (local $seed i32)
    (local.set $seed (i32.const 42))
    (local.set $map (struct.new $map (i32.const 0) (array.new_default $entries (i32.const 16))))
    (loop $next
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
      (call $count
        (local.get $map)
        (call $word (i32.rem_u (i32.shr_u (local.get $seed) (i32.const 4)) (local.get $n))))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (call $sum (local.get $map))))
