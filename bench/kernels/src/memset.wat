;; Bulk memory: n rounds of filling and copying overlapping blocks of 64 KiB, with one byte sampled after each.
(module
  (memory 4)

  (func (export "run") (param $n i32) (result i32)
    (local $sum i32)
    (loop $next
      (if (local.get $n)
        (then
          (memory.fill (i32.const 0) (local.get $n) (i32.const 65536))
          (memory.copy (i32.const 32768) (i32.const 0) (i32.const 65536))
          (memory.copy (i32.const 1000) (i32.const 32769) (i32.const 65536))
          (local.set $sum
            (i32.add
              (i32.mul (local.get $sum) (i32.const 31))
              (i32.load8_u (i32.const 66000))))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br $next))))
    (local.get $sum)))
