(module
  (func (export "f") (param i64) (result i32) local.get 0 i32.wrap_i64))
