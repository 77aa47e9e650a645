(module
  (import "m" "g" (func $g (param i32 f64) (result i32)))
  (func (export "f") (param i32) (result i32) local.get 0 f64.const 2 call $g))
