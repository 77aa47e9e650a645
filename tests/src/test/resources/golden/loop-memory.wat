(module
  (memory 1)
  (func (export "f") (param i32 i32) (result i32) (local i32) loop local.get 2 local.get 0 i32.load i32.add local.set 2 local.get 0 i32.const 4 i32.add local.set 0 local.get 1 i32.const 1 i32.sub local.tee 1 br_if 0 end local.get 2))
