(module
  (table 10 funcref)
  (type $t (func (param i32) (result i32)))
  (func (export "f") (param i32 i32) (result i32) local.get 0 local.get 1 call_indirect (type $t)))
