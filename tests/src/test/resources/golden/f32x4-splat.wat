(module
  (func (export "f") (param f32) (result v128) local.get 0 f32x4.splat))
