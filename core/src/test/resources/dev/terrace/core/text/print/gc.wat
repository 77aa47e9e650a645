(module
  (type $point (;0;) (struct (field $x (mut i32)) (field $y i8)))
  (type $bytes (;1;) (array (mut i8)))
  (type $refs (;2;) (array (mut funcref)))
  (type (;3;) (func (param anyref)))
  (elem $seg (;0;) funcref)
  (func (;0;) (type 3) (param $v anyref)
    (local $p (ref null $point))
    i32.const 1
    i32.const 2
    struct.new $point
    local.set $p
    struct.new_default $point
    struct.get $point $x
    drop
    local.get $p
    struct.get_u $point $y
    drop
    local.get $p
    i32.const 3
    struct.set $point $x
    array.new_fixed $bytes 0
    drop
    i32.const 0
    i32.const 4
    array.new_data $bytes $d
    i32.const 0
    array.get_s $bytes
    drop
    i32.const 0
    i32.const 0
    array.new_elem $refs $seg
    array.len
    drop
    local.get $p
    local.get $p
    ref.eq
    drop
    local.get $v
    ref.test (ref $point)
    drop
    local.get $v
    ref.test eqref
    drop
    local.get $v
    ref.cast (ref null $bytes)
    drop
    block $is (result (ref i31))
      local.get $v
      br_on_cast $is anyref (ref i31)
      br_on_cast_fail 1 anyref (ref null $point)
      drop
      i32.const 1
      ref.i31
    end
    i31.get_s
    drop
    ref.null $point
    ref.is_null
    drop
    ref.null none
    extern.convert_any
    any.convert_extern
    ref.as_non_null
    br_on_null 0
    drop
    local.get $v
    local.get $v
    i32.const 1
    select (result anyref)
    drop
    unreachable
    array.copy $bytes $bytes
  )
  (data $d (;0;) "abcd")
)
