;; The greatest common divisor, by Euclid's algorithm, in the flat form: operands first, then the instruction.
;;
;;     terrace run --invoke gcd examples/gcd.wat 1071 462     prints 21
(module
  (func (export "gcd") (param $a i64) (param $b i64) (result i64)
    (local $remainder i64)
    block $done
      loop $next
        local.get $b
        i64.eqz
        br_if $done

        local.get $a
        local.get $b
        i64.rem_u
        local.set $remainder

        local.get $b
        local.set $a
        local.get $remainder
        local.set $b
        br $next
      end
    end
    local.get $a))
