;; Functions in a table, called by index. The operation is chosen at run time:
;;
;;     terrace run --invoke calculate examples/calculator.wat 0 6 7     prints 13  (add)
;;     terrace run --invoke calculate examples/calculator.wat 1 6 7     prints -1  (subtract)
;;     terrace run --invoke calculate examples/calculator.wat 2 6 7     prints 42  (multiply)
;;     terrace run --invoke calculate examples/calculator.wat 3 6 0     traps: integer divide by zero
;;     terrace run --invoke calculate examples/calculator.wat 4 6 7     traps: indirect call type mismatch
;;     terrace run --invoke calculate examples/calculator.wat 5 6 7     traps: uninitialized element
;;     terrace run --invoke calculate examples/calculator.wat 9 6 7     traps: undefined element
(module
  (type $binary (func (param i32 i32) (result i32)))

  (table $operations (export "operations") 6 funcref)
  (elem (table $operations) (i32.const 0) func $add $subtract $multiply $divide $negate)

  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $subtract (type $binary) (i32.sub (local.get 0) (local.get 1)))
  (func $multiply (type $binary) (i32.mul (local.get 0) (local.get 1)))
  (func $divide (type $binary) (i32.div_s (local.get 0) (local.get 1)))
  ;; Of another type: the table may hold it, but call_indirect refuses it.
  (func $negate (param i32) (result i32) (i32.sub (i32.const 0) (local.get 0)))

  (func (export "calculate") (param $operation i32) (param $a i32) (param $b i32) (result i32)
    (call_indirect $operations (type $binary)
      (local.get $a)
      (local.get $b)
      (local.get $operation))))
