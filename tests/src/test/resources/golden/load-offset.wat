(module
  (memory 1)
  (func (export "f") (param i32) (result i64) local.get 0 i64.load8_s offset=65))
