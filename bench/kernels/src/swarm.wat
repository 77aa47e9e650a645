;; A simulation of many small objects of several types: walkers with a trail and bouncers move in a square;
;; what an object does is in its table of functions, and who meets whom is found with casts. Subtyping, call_ref, casts,
;; packed and float fields, arrays of references and short-lived structures.
(module
  (rec
    (type $step (func (param (ref $body))))
    (type $methods (struct (field $step (ref $step))))
    (type $body (sub (struct
      (field $methods (ref $methods))
      (field $x (mut f64))
      (field $y (mut f64))
      (field $age (mut i16))))))
  (type $mark (struct (field $x f64) (field $before (ref null $mark))))
  (type $walker (sub final $body (struct
    (field $methods (ref $methods))
    (field $x (mut f64))
    (field $y (mut f64))
    (field $age (mut i16))
    (field $trail (mut (ref null $mark))))))
  (type $bouncer (sub final $body (struct
    (field $methods (ref $methods))
    (field $x (mut f64))
    (field $y (mut f64))
    (field $age (mut i16))
    (field $dx (mut f64))
    (field $dy (mut f64))
    (field $hits (mut i8)))))
  (type $bodies (array (mut (ref $body))))

  (global $seed (mut i32) (i32.const 1))
  (global $walker (ref $methods) (struct.new $methods (ref.func $walk)))
  (global $bouncer (ref $methods) (struct.new $methods (ref.func $bounce)))
  (elem declare func $walk $bounce)

  ;; A number in [0, 1) with 16 bits.
  (func $random (result f64)
    (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1103515245)) (i32.const 12345)))
    (f64.div
      (f64.convert_i32_u (i32.shr_u (global.get $seed) (i32.const 16)))
      (f64.const 65536)))

  (func $new (param $kind i32) (result (ref $body))
    (if (result (ref $body)) (i32.and (local.get $kind) (i32.const 1))
      (then
        (struct.new $bouncer (global.get $bouncer) (call $random) (call $random) (i32.const 0)
          (f64.sub (call $random) (f64.const 0.5)) (f64.sub (call $random) (f64.const 0.5)) (i32.const 0)))
      (else
        (struct.new $walker (global.get $walker) (call $random) (call $random) (i32.const 0) (ref.null $mark)))))

  ;; A walker goes somewhere near and leaves a mark; after sixteen steps it forgets its trail.
  (func $walk (type $step)
    (local $self (ref $walker))
    (local.set $self (ref.cast (ref $walker) (local.get 0)))
    (if (i32.eqz (i32.and (struct.get_u $walker $age (local.get $self)) (i32.const 15)))
      (then (struct.set $walker $trail (local.get $self) (ref.null $mark))))
    (struct.set $walker $trail (local.get $self)
      (struct.new $mark (struct.get $walker $x (local.get $self)) (struct.get $walker $trail (local.get $self))))
    (struct.set $walker $x (local.get $self)
      (f64.mul (f64.const 0.5) (f64.add (struct.get $walker $x (local.get $self)) (call $random))))
    (struct.set $walker $y (local.get $self)
      (f64.mul (f64.const 0.5) (f64.add (struct.get $walker $y (local.get $self)) (call $random)))))

  ;; A bouncer goes straight on and turns at the walls.
  (func $bounce (type $step)
    (local $self (ref $bouncer))
    (local.set $self (ref.cast (ref $bouncer) (local.get 0)))
    (struct.set $bouncer $x (local.get $self)
      (f64.add (struct.get $bouncer $x (local.get $self)) (struct.get $bouncer $dx (local.get $self))))
    (struct.set $bouncer $y (local.get $self)
      (f64.add (struct.get $bouncer $y (local.get $self)) (struct.get $bouncer $dy (local.get $self))))
    (if (call $outside (struct.get $bouncer $x (local.get $self)))
      (then
        (struct.set $bouncer $dx (local.get $self) (f64.neg (struct.get $bouncer $dx (local.get $self))))
        (call $hit (local.get $self))))
    (if (call $outside (struct.get $bouncer $y (local.get $self)))
      (then
        (struct.set $bouncer $dy (local.get $self) (f64.neg (struct.get $bouncer $dy (local.get $self))))
        (call $hit (local.get $self)))))

  (func $outside (param $at f64) (result i32)
    (i32.or (f64.lt (local.get $at) (f64.const 0)) (f64.gt (local.get $at) (f64.const 1))))

  (func $hit (param $self (ref $bouncer))
    (struct.set $bouncer $hits (local.get $self)
      (i32.add (struct.get_u $bouncer $hits (local.get $self)) (i32.const 1))))

  (func $length (param $trail (ref null $mark)) (result i32)
    (local $length i32)
    (block $end
      (loop $next
        (br_if $end (ref.is_null (local.get $trail)))
        (local.set $length (i32.add (local.get $length) (i32.const 1)))
        (local.set $trail (struct.get $mark $before (local.get $trail)))
        (br $next)))
    (local.get $length))

  ;; What a body contributes to the result: the length of its trail or the number of its hits, and where it is.
  (func $score (param $body (ref $body)) (result i32)
    (local $place i32)
    (local.set $place
      (i32.trunc_sat_f64_s
        (f64.mul
          (f64.const 1000)
          (f64.add (struct.get $body $x (local.get $body)) (struct.get $body $y (local.get $body))))))
    (block $bouncer (result (ref $body))
      (return
        (i32.add
          (local.get $place)
          (call $length
            (struct.get $walker $trail
              (br_on_cast_fail $bouncer (ref $body) (ref $walker) (local.get $body)))))))
    (ref.cast (ref $bouncer))
    (i32.add (struct.get_s $bouncer $hits) (local.get $place)))

  ;; A hundred steps of $n bodies; every step one of them is replaced by a new one.
  (func (export "run") (param $n i32) (result i32)
    (local $bodies (ref $bodies)) (local $body (ref $body)) (local $i i32) (local $time i32) (local $sum i32)
    (global.set $seed (i32.const 1))
    (local.set $bodies (array.new $bodies (call $new (i32.const 0)) (local.get $n)))
    (local.set $i (i32.const 1))
    (block $filled
      (loop $fill
        (br_if $filled (i32.ge_s (local.get $i) (local.get $n)))
        (array.set $bodies (local.get $bodies) (local.get $i) (call $new (local.get $i)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $fill)))
    (loop $tick
      (local.set $i (i32.const 0))
      (loop $each
        (local.set $body (array.get $bodies (local.get $bodies) (local.get $i)))
        (call_ref $step
          (local.get $body)
          (struct.get $methods $step (struct.get $body $methods (local.get $body))))
        (struct.set $body $age (local.get $body)
          (i32.add (struct.get_u $body $age (local.get $body)) (i32.const 1)))
        (br_if $each
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (array.len (local.get $bodies)))))
      (array.set $bodies
        (local.get $bodies)
        (i32.rem_u (local.get $time) (local.get $n))
        (call $new (local.get $time)))
      (local.set $time (i32.add (local.get $time) (i32.const 1)))
      (br_if $tick (i32.lt_u (local.get $time) (i32.const 100))))
    (local.set $i (i32.const 0))
    (loop $each
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $score (array.get $bodies (local.get $bodies) (local.get $i)))))
      (br_if $each
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum)))
