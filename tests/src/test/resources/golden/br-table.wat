(module
  (func (export "f") (param i32) (result i32) block block block block block local.get 0 br_table 0 1 2 3 4 end i32.const 10 return end i32.const 11 return end i32.const 12 return end i32.const 13 return end i32.const 14))
