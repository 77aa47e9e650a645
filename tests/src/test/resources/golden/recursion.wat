(module
  (func (export "f") (param i32) (result i32) local.get 0 i32.const 2 i32.lt_s if local.get 0 return end local.get 0 i32.const 1 i32.sub call 0 local.get 0 i32.const 2 i32.sub call 0 i32.add))
