(module
  (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32 f64) (result i32) local.get 6 local.get 7 i32.add))
