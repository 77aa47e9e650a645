(module
  (func (export "f") (param i32) local.get 0 if unreachable end))
