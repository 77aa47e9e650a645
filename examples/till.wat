;; Adds up orders: the embedding example HostFunctions provides what is imported.
(module
  ;; log(address, length): prints that many bytes of UTF-8
  (import "host" "log" (func $log (param i32 i32)))
  ;; discount(sum, count): what is left to pay, in cents
  (import "host" "discount" (func $discount (param i64 i32) (result i64)))
  ;; price(article): in cents; takes a while
  (import "shop" "price" (func $price (param i32) (result i64)))

  (memory (export "memory") 1)
  (data (i32.const 0) "adding up")

  ;; add_up(address, count): goes through an array of  struct order { int article; int count; long long sum; },
  ;; sets all sums and returns their sum.
  (func (export "add_up") (param $order i32) (param $orders i32) (result i64)
    (local $total i64) (local $sum i64)
    (call $log (i32.const 0) (i32.const 9))
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $orders)))
        (local.set $sum
          (call $discount
            (i64.mul
              (call $price (i32.load (local.get $order)))
              (i64.load32_s offset=4 (local.get $order)))
            (i32.load offset=4 (local.get $order))))
        (i64.store offset=8 (local.get $order) (local.get $sum))
        (local.set $total (i64.add (local.get $total) (local.get $sum)))
        (local.set $order (i32.add (local.get $order) (i32.const 16)))
        (local.set $orders (i32.sub (local.get $orders) (i32.const 1)))
        (br $next)))
    (local.get $total)))
