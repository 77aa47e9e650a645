// The Mandelbrot set on a grid of n times n points, two neighbours at a time (f64x2 and comparisons as masks).
#include <wasm_simd128.h>

enum { ITERATIONS = 100 };

__attribute__((export_name("run"))) int run(int n) {
    v128_t total = wasm_i64x2_splat(0);
    for (int y = 0; y < n; y++) {
        v128_t ci = wasm_f64x2_splat(2.0 * y / n - 1.0);
        for (int x = 0; x < n; x += 2) {
            v128_t cr = wasm_f64x2_make(3.0 * x / n - 2.0, 3.0 * (x + 1) / n - 2.0);
            v128_t zr = wasm_f64x2_splat(0), zi = zr;
            v128_t steps = wasm_i64x2_splat(0);
            for (int i = 0; i < ITERATIONS; i++) {
                v128_t rr = wasm_f64x2_mul(zr, zr), ii = wasm_f64x2_mul(zi, zi);
                v128_t inside = wasm_f64x2_le(wasm_f64x2_add(rr, ii), wasm_f64x2_splat(4.0));
                if (!wasm_v128_any_true(inside)) {
                    break;
                }
                steps = wasm_i64x2_sub(steps, inside);
                zi = wasm_f64x2_add(wasm_f64x2_mul(wasm_f64x2_add(zr, zr), zi), ci);
                zr = wasm_f64x2_add(wasm_f64x2_sub(rr, ii), cr);
            }
            total = wasm_i64x2_add(total, steps);
        }
    }
    return (int)(wasm_i64x2_extract_lane(total, 0) + wasm_i64x2_extract_lane(total, 1));
}
