(module
  (memory 1)
  (func (export "f") (param i32) (result v128) local.get 0 v128.load offset=16))
