;; 128-bit SIMD: sixteen bytes, eight 16-bit integers or four floats in one instruction.
;;
;;     terrace run --invoke dot examples/simd.wat           prints 300
;;     terrace run --invoke spaces examples/simd.wat        prints 3
;;     terrace run --invoke reversed examples/simd.wat 0    prints 33, the "!"
(module
  (memory (export "memory") 1)
  (data (i32.const 0) "Hello to SIMD !!")
  (data (i32.const 16) "\00\00\80\3f" "\00\00\00\40" "\00\00\40\40" "\00\00\80\40") ;; 1, 2, 3, 4 as floats

  ;; 10 * 1 + 20 * 2 + 30 * 3 + 40 * 4: four products at once, then the lanes are added in pairs.
  (func (export "dot") (result f32)
    (local $products v128)
    (local.set $products
      (f32x4.mul
        (v128.load (i32.const 16))
        (v128.const f32x4 10 20 30 40)))
    (local.set $products
      (f32x4.add
        (local.get $products)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 ;; halves exchanged
          (local.get $products)
          (local.get $products))))
    (f32.add
      (f32x4.extract_lane 0 (local.get $products))
      (f32x4.extract_lane 1 (local.get $products))))

  ;; How many of the sixteen bytes at address 0 are spaces: compare all, one bit for each lane, count the bits.
  (func (export "spaces") (result i32)
    (i32.popcnt
      (i8x16.bitmask
        (i8x16.eq
          (v128.load (i32.const 0))
          (i8x16.splat (i32.const 32))))))

  ;; Byte number $index of the text backwards.
  (func (export "reversed") (param $index i32) (result i32)
    (v128.store (i32.const 32)
      (i8x16.swizzle
        (v128.load (i32.const 0))
        (v128.const i8x16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0)))
    (i32.load8_u offset=32 (local.get $index))))
