;; A module that calls its host: the embedding example provides "host" "log", which reads text from the exported memory.
(module
  ;; log(address, length): prints that many bytes of UTF-8
  (import "host" "log" (func $log (param i32 i32)))
  ;; Where to start counting
  (import "host" "start" (global $start i32))

  (memory (export "memory") 1)
  (data (i32.const 0) "counting: ")
  (global $count (export "count") (mut i32) (i32.const 0))

  ;; Logs "counting: " and one digit, $times times. The digits go on where the last call stopped, modulo ten.
  (func (export "run") (param $times i32)
    (loop $next
      (if (local.get $times)
        (then
          (i32.store8 (i32.const 10)
            (i32.add
              (i32.const 48) ;; "0"
              (i32.rem_u (i32.add (global.get $start) (global.get $count)) (i32.const 10))))
          (call $log (i32.const 0) (i32.const 11))
          (global.set $count (i32.add (global.get $count) (i32.const 1)))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))
          (br $next))))))
