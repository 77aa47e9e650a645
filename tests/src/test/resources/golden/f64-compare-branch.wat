(module
  (func (export "f") (param f64 f64) (result i32) local.get 0 local.get 1 f64.lt if (result i32) i32.const 1 else i32.const 2 end))
