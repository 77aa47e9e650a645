(module
  (func (export "f") (param i32 i32) (result i32) local.get 0 i32.eqz if local.get 1 return end local.get 0 i32.const 1 i32.sub local.get 1 local.get 0 i32.add return_call 0))
