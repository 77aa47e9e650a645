(module
  (func (export "f") (param i32) (result i64) local.get 0 i64.extend_i32_s local.get 0 i64.extend_i32_u i64.add))
