(module
  (type $unit (;0;) (func))
  (type $pair (;1;) (func (param i32) (result i32 i32)))
  (type (;2;) (func (param i32)))
  (type (;3;) (func (result i32 exnref)))
  (table (;0;) 1 funcref)
  (table (;1;) 1 funcref)
  (tag $e (;0;) (type 2) (param i32))
  (elem (;0;) declare func $calling)
  (func $blocks (;0;) (type $pair) (param $x i32) (result i32 i32)
    (local $sum i64) (local i32 i32) (local $last f32)
    local.get $x
    block (;@1;) (type $pair) (param i32) (result i32 i32)
      loop $again (type $pair) (param i32) (result i32 i32)
        local.tee 2
        local.get $x
        br_if $again
        i32.const 1
        if (;@3;) (result i32)
          i32.const 5
        else
          i32.const 6
        end
        br 1 (;@1;)
      end
    end
  )
  (func $branches (;1;) (type 2) (param i32)
    block $a
      block $b
        block $a
          local.get 0
          br_table $a $b 2 (;@1;) $b 3
        end
        br $a
      end
    end
    block (;@1;)
      br 1
      br 0 (;@1;)
    end
    nop
  )
  (func $catching (;2;) (type $unit)
    block $h (type 3) (result i32 exnref)
      block $all (result exnref)
        try_table (;@3;) (catch $e 2) (catch_ref $e $h) (catch_all 2) (catch_all_ref $all)
          i32.const 1
          throw $e
        end
        return
      end
      throw_ref
    end
    unreachable
  )
  (func $calling (;3;) (type $unit)
    call $calling
    i32.const 0
    call_indirect (type $unit)
    i32.const 0
    call_indirect 1 (type $unit)
    ref.func $calling
    call_ref $unit
    i32.const 0
    return_call_indirect (type $unit)
    ref.func $calling
    return_call_ref $unit
    return_call $calling
  )
)
