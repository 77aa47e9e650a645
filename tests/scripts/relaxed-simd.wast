;; Where the specification leaves a relaxed instruction a choice, the results are those of its deterministic profile.

(module
  (func (export "swizzle") (param v128 v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 1)))
  (func (export "trunc-s") (param v128) (result v128) (i32x4.relaxed_trunc_f32x4_s (local.get 0)))
  (func (export "trunc-u") (param v128) (result v128) (i32x4.relaxed_trunc_f32x4_u (local.get 0)))
  (func (export "trunc-zero") (param v128) (result v128) (i32x4.relaxed_trunc_f64x2_s_zero (local.get 0)))
  (func (export "madd") (param v128 v128 v128) (result v128)
    (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2)))
  (func (export "nmadd") (param v128 v128 v128) (result v128)
    (f64x2.relaxed_nmadd (local.get 0) (local.get 1) (local.get 2)))
  (func (export "select") (param v128 v128 v128) (result v128)
    (i16x8.relaxed_laneselect (local.get 0) (local.get 1) (local.get 2)))
  (func (export "min") (param v128 v128) (result v128) (f32x4.relaxed_min (local.get 0) (local.get 1)))
  (func (export "max") (param v128 v128) (result v128) (f64x2.relaxed_max (local.get 0) (local.get 1)))
  (func (export "q15") (param v128 v128) (result v128) (i16x8.relaxed_q15mulr_s (local.get 0) (local.get 1)))
  (func (export "dot") (param v128 v128) (result v128) (i16x8.relaxed_dot_i8x16_i7x16_s (local.get 0) (local.get 1))))

;; Indices outside select 0, also those whose low bits are inside.
(assert_return
  (invoke "swizzle"
    (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)
    (v128.const i8x16 0 15 16 31 127 128 255 240 1 1 1 1 1 1 1 1))
  (v128.const i8x16 1 16 0 0 0 0 0 0 2 2 2 2 2 2 2 2))

;; What does not fit is the nearest that does, and NaN is 0.
(assert_return (invoke "trunc-s" (v128.const f32x4 nan 1e10 -1e10 -1.9))
  (v128.const i32x4 0 0x7fff_ffff 0x8000_0000 -1))
(assert_return (invoke "trunc-u" (v128.const f32x4 nan 1e10 -1 4e9))
  (v128.const i32x4 0 -1 0 4000000000))
(assert_return (invoke "trunc-zero" (v128.const f64x2 nan 1e300)) (v128.const i32x4 0 0x7fff_ffff 0 0))

;; Products are not rounded before they are added: (1 + u)^2 - (1 + 2u) is u^2.
(assert_return
  (invoke "madd"
    (v128.const f32x4 0x1.000002p0 0x1.000002p0 1 2)
    (v128.const f32x4 0x1.000002p0 0x1.000002p0 3 4)
    (v128.const f32x4 -0x1.000004p0 0 5 6))
  (v128.const f32x4 0x1p-46 0x1.000004p0 8 14))
(assert_return
  (invoke "nmadd"
    (v128.const f64x2 0x1.0000000000001p0 2)
    (v128.const f64x2 0x1.0000000000001p0 3)
    (v128.const f64x2 0x1.0000000000002p0 10))
  (v128.const f64x2 -0x1p-104 4))

;; Masks that are neither all ones nor all zeros select bit by bit.
(assert_return
  (invoke "select"
    (v128.const i64x2 -1 -1) (v128.const i64x2 0 0) (v128.const i64x2 0x8000_00ff_1234_ffff 0x0001_7fff_0000_ff00))
  (v128.const i64x2 0x8000_00ff_1234_ffff 0x0001_7fff_0000_ff00))

(assert_return (invoke "min" (v128.const f32x4 -0 0 nan 1) (v128.const f32x4 0 -0 1 nan))
  (v128.const f32x4 -0 -0 nan:canonical nan:canonical))
(assert_return (invoke "max" (v128.const f64x2 -0 nan) (v128.const f64x2 0 1)) (v128.const f64x2 0 nan:canonical))

(assert_return (invoke "q15" (v128.const i16x8 -32768 -32768 32767 0 1 2 3 4) (v128.const i16x8 -32768 32767 32767 0 1 2 3 4))
  (v128.const i16x8 32767 -32767 32766 0 0 0 0 0))

;; The second operand is signed too.
(assert_return
  (invoke "dot" (v128.const i8x16 1 1 -128 0 127 127 0 0 0 0 0 0 0 0 0 0) (v128.const i8x16 -1 -1 -1 0 -128 127 0 0 0 0 0 0 0 0 0 0))
  (v128.const i16x8 -2 128 -127 0 0 0 0 0))
