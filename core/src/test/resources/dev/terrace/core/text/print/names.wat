(module $"two words"
  (type $"type (1)" (;0;) (func (param i32 i32)))
  (type (@name "type (1)") (;1;) (struct (field $x i32) (field $y i64) (field i32)))
  (table $t (;0;) 0 funcref)
  (memory $m (;0;) 1)
  (tag $x (;0;) (type $"type (1)") (param i32 i32))
  (global $g (;0;) i32 (i32.const 0))
  (elem $e (;0;) func)
  (func $std::vec<T>::push (;0;) (type $"type (1)") (param $self i32) (param $"the value" i32)
    (local $ok!#$%&'*+-./:<=>?@\^_`|~ i32) (local (@name "self") i64) (local (@name "") i64)
    local.get $self
    local.set $ok!#$%&'*+-./:<=>?@\^_`|~
    local.get $"the value"
    drop
    local.get 3
    drop
    call $std::vec<T>::push
    unreachable
  )
  (func $"café\u{202e}" (;1;) (type $"type (1)") (param i32 i32)
    unreachable
  )
  (func (@name "std::vec<T>::push") (;2;) (type $"type (1)") (param i32 i32)
    call 2
    unreachable
  )
  (func (@name "") (;3;) (type $"type (1)") (param i32 i32)
    block $"a b"
      br $"a b"
    end
    unreachable
  )
  (data $d (;0;) "")
)
