;; Binary trees: builds complete trees of many depths and counts their nodes. Short-lived structures and recursion.
(module
  (type $tree (struct (field $left (ref null $tree)) (field $right (ref null $tree))))

  (func $build (param $depth i32) (result (ref $tree))
    (if (result (ref $tree)) (i32.eqz (local.get $depth))
      (then (struct.new_default $tree))
      (else
        (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
        (struct.new $tree (call $build (local.get $depth)) (call $build (local.get $depth))))))

  (func $count (param $tree (ref null $tree)) (result i32)
    (if (result i32) (ref.is_null (local.get $tree))
      (then (i32.const 0))
      (else
        (i32.add
          (i32.const 1)
          (i32.add
            (call $count (struct.get $tree $left (local.get $tree)))
            (call $count (struct.get $tree $right (local.get $tree))))))))

  ;; Trees of the depths 2, 4, 6, ... up to $n, twice as many of them as a level would have, beside one that stays.
  (func (export "run") (param $n i32) (result i32)
    (local $stays (ref null $tree)) (local $depth i32) (local $trees i32) (local $nodes i32)
    (local.set $stays (call $build (local.get $n)))
    (local.set $depth (i32.const 2))
    (block $done
      (loop $next
        (br_if $done (i32.gt_s (local.get $depth) (local.get $n)))
        (local.set $trees (i32.shl (i32.const 2) (i32.sub (local.get $n) (local.get $depth))))
        (loop $again
          (local.set $nodes (i32.add (local.get $nodes) (call $count (call $build (local.get $depth)))))
          (br_if $again (local.tee $trees (i32.sub (local.get $trees) (i32.const 1)))))
        (local.set $depth (i32.add (local.get $depth) (i32.const 2)))
        (br $next)))
    (i32.add (local.get $nodes) (call $count (local.get $stays)))))
