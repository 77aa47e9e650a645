;; Prints a line through WASI. Run it:
;;
;;     terrace run examples/hello.wat
(module
  ;; fd_write(descriptor, address of a list of buffers, their number, where to store how much was written) -> errno
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit"
    (func $proc_exit (param i32)))

  ;; WASI reads and writes the memory that the module exports under this name.
  (memory (export "memory") 1)

  ;;  0  one buffer: address and length of the text
  ;;  8  where fd_write stores the number of bytes written
  ;; 16  the text
  (data (i32.const 0) "\10\00\00\00" "\19\00\00\00")
  (data (i32.const 16) "Hello from Terrace! \f0\9f\8c\bf\n")

  (func (export "_start")
    (if (call $fd_write
          (i32.const 1)  ;; standard output
          (i32.const 0)
          (i32.const 1)
          (i32.const 8))
      (then (call $proc_exit (i32.const 1))))))
