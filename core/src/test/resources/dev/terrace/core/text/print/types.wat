(module $types
  (type $unit (;0;) (func))
  (type $binary (;1;) (func (param i32 i64) (result f32 f64)))
  (type (;2;) (func (param v128 funcref externref) (result anyref)))
  (rec
    (type $node (;3;) (sub (struct (field (ref null $node) (mut i32) i8 (mut i16)))))
    (type $leaf (;4;) (sub final $node (struct (field (ref null $node) (mut i32) i8 (mut i16) (ref $unit)))))
    (type (;5;) (array (mut i8)))
  )
  (rec
    (type (;6;) (struct))
  )
  (rec
  )
  (type (;7;) (array externref))
  (type (;8;) (sub (func (param i31ref eqref structref arrayref nullref nullfuncref nullexternref exnref))))
  (type (;9;) (func (param (ref any) (ref null $node) (ref exn) (ref nofunc))))
)
