;; Linear memory: data segments, loads and stores of several widths, growing, and filling and copying in bulk.
;;
;;     terrace run --invoke sum examples/memory.wat                prints 36
;;     terrace run --invoke grow examples/memory.wat 3             prints 1 (the size before, in pages of 64 KiB)
;;     terrace run --invoke grow examples/memory.wat 100           prints -1: the maximum is 10 pages
;;     terrace run --invoke letter examples/memory.wat 4           prints 97, the "a" of "Terrace"
;;     terrace run --invoke load examples/memory.wat 65533         traps: out of bounds memory access
(module
  (memory (export "memory") 1 10)

  ;; Active segments are copied to their place when the module is instantiated ...
  (data (i32.const 0) "\01\00\00\00" "\02\00\00\00" "\03\00\00\00" "\04\00\00\00"
                      "\05\00\00\00" "\06\00\00\00" "\07\00\00\00" "\08\00\00\00")
  ;; ... and passive ones when memory.init asks for them.
  (data $greeting "Good morning, Terrace")

  ;; The sum of the eight 32-bit integers at address 0.
  (func (export "sum") (result i32)
    (local $address i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $address))))
      (local.set $address (i32.add (local.get $address) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $address) (i32.const 32))))
    (local.get $sum))

  (func (export "grow") (param $pages i32) (result i32)
    (memory.grow (local.get $pages)))

  (func (export "load") (param $address i32) (result i32)
    (i32.load (local.get $address)))

  ;; Builds "TerraceTerraceTerrace" at 100 from a part of the greeting, and gives byte number $index of it.
  (func (export "letter") (param $index i32) (result i32)
    (memory.init $greeting (i32.const 100) (i32.const 14) (i32.const 7))
    (memory.copy (i32.const 107) (i32.const 100) (i32.const 7))
    (memory.copy (i32.const 114) (i32.const 100) (i32.const 7))
    (i32.load8_u offset=100 (local.get $index)))

  ;; Stores with one width and reads with others: little-endian, whatever the host.
  (func (export "bytes") (result i32 i32 i64)
    (i64.store (i32.const 200) (i64.const 0x8899aabbccddeeff))
    (i32.load8_s (i32.const 200))           ;; ff: -1
    (i32.load16_u offset=2 (i32.const 200)) ;; dd cc: 0xccdd = 52445
    (i64.load32_s (i32.const 204))))        ;; bb aa 99 88: 0x8899aabb, negative
