(module
  (type (;0;) (func))
  (memory $a (;0;) 1)
  (memory $b (;1;) i64 1)
  (func (;0;) (type 0)
    f32.const 0
    f32.const -0
    f32.const 1
    f32.const 0.1
    f32.const 16777216
    f32.const 10000000000
    f32.const -1.5e-7
    f32.const 1.4e-45
    f32.const 3.4028235e38
    f32.const inf
    f32.const -inf
    f32.const nan
    f32.const -nan
    f32.const nan:0x1
    f32.const -nan:0x7fffff
    f64.const 0.1
    f64.const -0
    f64.const 1e100
    f64.const 4.9e-324
    f64.const 1.7976931348623157e308
    f64.const 0.002
    f64.const nan
    f64.const nan:0x4000000000000
    f64.const -inf
    f64.const 123456789.125
    i32.const -2147483648
    i32.const -1
    i64.const -9223372036854775808
    i64.const -1
    v128.const i32x4 0x03020100 0x07060504 0x0b0a0908 0x0f0e0d0c
    i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31
    i8x16.extract_lane_u 15
    v128.load8_lane 3
    v128.load64_lane $b offset=8 align=4 1
    i32.load
    i32.load offset=4294967295
    i64.load align=1
    i32.load8_u offset=1
    i64.load $b offset=18446744073709551615 align=2
    v128.store align=8
    memory.size
    memory.grow $b
    memory.copy
    memory.copy $a $b
    memory.fill $b
    unreachable
  )
)
