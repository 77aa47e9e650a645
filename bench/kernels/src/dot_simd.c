// n dot products of two vectors of 1,024 16-bit integers, eight lanes at a time (128-bit SIMD).
#include <wasm_simd128.h>

enum { LENGTH = 1024 };

static short a[LENGTH], b[LENGTH];

__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < LENGTH; i++) {
        a[i] = (short)(i * 37 - 3000);
        b[i] = (short)(i * 91 + 77);
    }
    unsigned total = 0;
    for (int round = 0; round < n; round++) {
        a[round % LENGTH] += 1;
        v128_t sums = wasm_i32x4_splat(0);
        for (int i = 0; i < LENGTH; i += 8) {
            sums = wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(wasm_v128_load(a + i), wasm_v128_load(b + i)));
        }
        unsigned sum = (unsigned)wasm_i32x4_extract_lane(sums, 0) + (unsigned)wasm_i32x4_extract_lane(sums, 1)
                + (unsigned)wasm_i32x4_extract_lane(sums, 2) + (unsigned)wasm_i32x4_extract_lane(sums, 3);
        total = total * 31 + sum;
    }
    return (int)total;
}
