(module
  (type (;0;) (func))
  (type (;1;) (func (param i32)))
  (tag $e (;0;) (type 1) (param i32))
  (func (;0;) (type 0)
    try (;@1;)
      try $inner
        i32.const 1
        throw $e
      catch $e
        drop
        rethrow $inner
      catch_all
        nop
        rethrow $inner
      end
    catch_all
    end
    try (;@1;)
      nop
    delegate 0
    block (;@1;)
      try (;@2;)
      delegate 0 (;@1;)
    end
  )
)
