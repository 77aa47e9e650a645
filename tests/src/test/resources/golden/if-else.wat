(module
  (func (export "f") (param i32) (result i32) local.get 0 if (result i32) i32.const 10 else i32.const 20 end))
