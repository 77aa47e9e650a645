(module
  (func (export "f") (param f64) (result f64) local.get 0 local.get 0 f64.mul f64.const 3.5 f64.mul f64.const -1 f64.add))
