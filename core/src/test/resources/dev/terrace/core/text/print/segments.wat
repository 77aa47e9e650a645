(module
  (type (;0;) (func))
  (table $t (;0;) 10 funcref)
  (table $e (;1;) i64 10 externref)
  (memory $m (;0;) 1)
  (memory $n (;1;) i64 1)
  (global $start (;0;) i32 (i32.const 8))
  (elem (;0;) (i32.const 0) func $f $f 1)
  (elem $list (;1;) func $f)
  (elem (;2;) declare func 1)
  (elem (;3;) (table $e) (i64.const 1) externref (ref.null extern))
  (elem (;4;) (offset global.get $start i32.const 1 i32.add) funcref (ref.func $f) (ref.null func))
  (elem (;5;) (ref func) (ref.func $f))
  (elem (;6;) declare funcref (ref.null func))
  (elem (;7;) i31ref (item i32.const 7 ref.i31))
  (elem (;8;) (i32.const 0) func)
  (func $f (;0;) (type 0)
    i32.const 0
    i32.const 0
    i32.const 0
    memory.init $n $text
    table.init $list
    elem.drop $list
    data.drop 2
    unreachable
  )
  (func (;1;) (type 0))
  (data (;0;) (i32.const 16) "plain \"quoted\" \\ \t\n\r\00\01\7f\80\ff")
  (data $text (;1;) "passive")
  (data (;2;) (memory $n) (i64.const 0) "")
  (data (;3;) (offset global.get $start i32.const 4 i32.sub) "x")
)
