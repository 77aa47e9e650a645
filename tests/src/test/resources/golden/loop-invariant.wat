(module
  (func (export "f") (param i32 i32 i32) (result i32) (local i32) loop local.get 3 local.get 1 local.get 2 i32.mul i32.add local.set 3 local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0 end local.get 3))
