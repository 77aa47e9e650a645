(module
  (func (export "f") (param v128) (result i32) local.get 0 i16x8.extract_lane_s 3))
