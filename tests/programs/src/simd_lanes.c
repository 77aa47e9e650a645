// Lane arithmetic of every width beside a scalar twin: saturating and rounding integers (blending two images), 16-bit
// fixed-point products, widening and narrowing, a transposed 4x4 matrix product of floats, conversions, lane-wise
// minimum and maximum, shifts and comparisons. Natively the scalar twin takes the place of the SIMD version.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

enum { COUNT = 1024 };

static uint32_t state = 7;

static uint32_t next_random(void) {
    state = state * 1664525u + 1013904223u;
    return state >> 16;
}

static int clamp(int x, int low, int high) {
    return x < low ? low : x > high ? high : x;
}

static uint32_t hash_bytes(const void *data, size_t size) {
    const uint8_t *p = data;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++) hash = (hash ^ p[i]) * 16777619u;
    return hash;
}

// ---- bytes: average, brighten and darken with saturation, absolute difference ----

static void blend_scalar(const uint8_t *a, const uint8_t *b, uint8_t *out) {
    for (int i = 0; i < COUNT; i++) {
        int average = (a[i] + b[i] + 1) / 2;
        int brighter = clamp(average + (a[i] > b[i] ? a[i] - b[i] : b[i] - a[i]), 0, 255);
        out[i] = (uint8_t)clamp(brighter - 50, 0, 255);
    }
}

// ---- 16 bits: fixed-point product with rounding (q15), saturating sum, narrowing to bytes ----

static void mix_scalar(const int16_t *a, const int16_t *b, int16_t *out, int8_t *narrow) {
    for (int i = 0; i < COUNT; i++) {
        int product = clamp((a[i] * b[i] + 0x4000) >> 15, INT16_MIN, INT16_MAX);
        int sum = clamp(product + a[i], INT16_MIN, INT16_MAX);
        out[i] = (int16_t)clamp(sum - b[i], INT16_MIN, INT16_MAX);
        narrow[i] = (int8_t)clamp(out[i], INT8_MIN, INT8_MAX);
    }
}

// ---- 32 and 64 bits: products widened to 64, minimum and maximum, shifts by a variable, comparisons ----

static void widen_scalar(const int32_t *a, const int32_t *b, int64_t *out) {
    for (int i = 0; i < COUNT; i++) {
        int64_t product = (int64_t)a[i] * b[i];
        int32_t smaller = a[i] < b[i] ? a[i] : b[i];
        int32_t larger = (uint32_t)a[i] > (uint32_t)b[i] ? a[i] : b[i];
        int64_t x = (int64_t)((uint64_t)product ^ ((uint64_t)(int64_t)smaller << (i / 2 & 63)));
        out[i] = x > (int64_t)(int32_t)larger ? x >> 3 : -(x >> 1);
    }
}

// ---- floats: rows of a 4x4 product, then conversions to integers and back ----

static void product_scalar(const float *a, const float *b, float *out) {
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
            float sum = a[4 * i] * b[j];
            for (int k = 1; k < 4; k++) sum = sum + a[4 * i + k] * b[4 * k + j];
            out[4 * i + j] = sum;
        }
    }
}

static void convert_scalar(const float *a, int32_t *whole, float *out) {
    for (int i = 0; i < COUNT; i++) {
        float x = a[i];
        whole[i] = x != x ? 0 : x >= 2147483648.0f ? INT32_MAX : x < -2147483648.0f ? INT32_MIN : (int32_t)x;
        float root = sqrtf(fabsf(x));
        float limited = root > 1000.0f ? 1000.0f : root;
        out[i] = nearbyintf(limited) - floorf(limited) + (float)whole[i] / 3.0f;
    }
}

static double halves_scalar(const float *a) {
    double sum0 = 0, sum1 = 0;
    for (int i = 0; i + 1 < COUNT; i += 2) {
        sum0 = sum0 + (double)a[i] * 0.5;
        sum1 = sum1 + (double)a[i + 1] * 0.5;
    }
    return sum0 - sum1;
}

#ifdef __wasm_simd128__
static void blend_simd(const uint8_t *a, const uint8_t *b, uint8_t *out) {
    for (int i = 0; i < COUNT; i += 16) {
        v128_t x = wasm_v128_load(a + i), y = wasm_v128_load(b + i);
        v128_t difference = wasm_v128_or(wasm_u8x16_sub_sat(x, y), wasm_u8x16_sub_sat(y, x));
        v128_t brighter = wasm_u8x16_add_sat(wasm_u8x16_avgr(x, y), difference);
        wasm_v128_store(out + i, wasm_u8x16_sub_sat(brighter, wasm_u8x16_splat(50)));
    }
}

static void mix_simd(const int16_t *a, const int16_t *b, int16_t *out, int8_t *narrow) {
    for (int i = 0; i < COUNT; i += 16) {
        v128_t half[2];
        for (int k = 0; k < 2; k++) {
            v128_t x = wasm_v128_load(a + i + 8 * k), y = wasm_v128_load(b + i + 8 * k);
            half[k] = wasm_i16x8_sub_sat(wasm_i16x8_add_sat(wasm_i16x8_q15mulr_sat(x, y), x), y);
            wasm_v128_store(out + i + 8 * k, half[k]);
        }
        wasm_v128_store(narrow + i, wasm_i8x16_narrow_i16x8(half[0], half[1]));
    }
}

static void widen_simd(const int32_t *a, const int32_t *b, int64_t *out) {
    for (int i = 0; i < COUNT; i += 4) {
        v128_t x = wasm_v128_load(a + i), y = wasm_v128_load(b + i);
        v128_t smaller = wasm_i32x4_min(x, y), larger = wasm_u32x4_max(x, y);
        v128_t products[2] = {wasm_i64x2_extmul_low_i32x4(x, y), wasm_i64x2_extmul_high_i32x4(x, y)};
        v128_t smalls[2] = {wasm_i64x2_extend_low_i32x4(smaller), wasm_i64x2_extend_high_i32x4(smaller)};
        v128_t larges[2] = {wasm_i64x2_extend_low_i32x4(larger), wasm_i64x2_extend_high_i32x4(larger)};
        for (int k = 0; k < 2; k++) {
            v128_t v = wasm_v128_xor(products[k], wasm_i64x2_shl(smalls[k], (uint32_t)(i / 2 + k)));
            v128_t greater = wasm_i64x2_gt(v, larges[k]);
            v128_t result = wasm_v128_bitselect(wasm_i64x2_shr(v, 3), wasm_i64x2_neg(wasm_i64x2_shr(v, 1)), greater);
            wasm_v128_store(out + i + 2 * k, result);
        }
    }
}

static void product_simd(const float *a, const float *b, float *out) {
    v128_t rows[4];
    for (int k = 0; k < 4; k++) rows[k] = wasm_v128_load(b + 4 * k);
    for (int i = 0; i < 4; i++) {
        v128_t sum = wasm_f32x4_mul(wasm_v128_load32_splat(a + 4 * i), rows[0]);
        for (int k = 1; k < 4; k++) {
            sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load32_splat(a + 4 * i + k), rows[k]));
        }
        wasm_v128_store(out + 4 * i, sum);
    }
}

static void convert_simd(const float *a, int32_t *whole, float *out) {
    for (int i = 0; i < COUNT; i += 4) {
        v128_t x = wasm_v128_load(a + i);
        v128_t n = wasm_i32x4_trunc_sat_f32x4(x);
        v128_t limited = wasm_f32x4_pmin(wasm_f32x4_sqrt(wasm_f32x4_abs(x)), wasm_f32x4_splat(1000.0f));
        v128_t part = wasm_f32x4_sub(wasm_f32x4_nearest(limited), wasm_f32x4_floor(limited));
        wasm_v128_store(whole + i, n);
        v128_t third = wasm_f32x4_div(wasm_f32x4_convert_i32x4(n), wasm_f32x4_splat(3.0f));
        wasm_v128_store(out + i, wasm_f32x4_add(part, third));
    }
}

static double halves_simd(const float *a) {
    v128_t sum = wasm_f64x2_splat(0);
    for (int i = 0; i + 1 < COUNT; i += 2) {
        v128_t pair = wasm_f64x2_promote_low_f32x4(wasm_v128_load64_zero(a + i));
        sum = wasm_f64x2_add(sum, wasm_f64x2_mul(pair, wasm_f64x2_splat(0.5)));
    }
    return wasm_f64x2_extract_lane(sum, 0) - wasm_f64x2_extract_lane(sum, 1);
}
#else
#define blend_simd blend_scalar
#define mix_simd mix_scalar
#define widen_simd widen_scalar
#define product_simd product_scalar
#define convert_simd convert_scalar
#define halves_simd halves_scalar
#endif

static int report(const char *what, const void *scalar, const void *simd, size_t size) {
    int equal = memcmp(scalar, simd, size) == 0;
    printf("%-10s %08x %s\n", what, hash_bytes(simd, size), equal ? "equal" : "DIFFERENT");
    return !equal;
}

int main(void) {
    int wrong = 0;

    static uint8_t bytes[2][COUNT], blended[2][COUNT];
    for (int i = 0; i < 2 * COUNT; i++) bytes[i / COUNT][i % COUNT] = (uint8_t)next_random();
    blend_scalar(bytes[0], bytes[1], blended[0]);
    blend_simd(bytes[0], bytes[1], blended[1]);
    wrong += report("blend", blended[0], blended[1], COUNT);

    static int16_t shorts[2][COUNT], mixed[2][COUNT];
    static int8_t narrowed[2][COUNT];
    for (int i = 0; i < 2 * COUNT; i++) shorts[i / COUNT][i % COUNT] = (int16_t)next_random();
    shorts[0][0] = shorts[1][0] = INT16_MIN; // the one product that saturates
    mix_scalar(shorts[0], shorts[1], mixed[0], narrowed[0]);
    mix_simd(shorts[0], shorts[1], mixed[1], narrowed[1]);
    wrong += report("mix", mixed[0], mixed[1], sizeof mixed[0]);
    wrong += report("narrow", narrowed[0], narrowed[1], sizeof narrowed[0]);

    static int32_t ints[2][COUNT];
    static int64_t widened[2][COUNT];
    for (int i = 0; i < 2 * COUNT; i++) {
        uint32_t high = next_random();
        ints[i / COUNT][i % COUNT] = (int32_t)(high << 16 | next_random());
    }
    widen_scalar(ints[0], ints[1], widened[0]);
    widen_simd(ints[0], ints[1], widened[1]);
    wrong += report("widen", widened[0], widened[1], sizeof widened[0]);

    static float floats[COUNT], products[2][16], converted[2][COUNT];
    static int32_t wholes[2][COUNT];
    for (int i = 0; i < COUNT; i++) {
        float fraction = (float)next_random() - 32768.0f;
        floats[i] = ldexpf(fraction, (int)(next_random() % 40) - 20);
    }
    floats[5] = INFINITY;
    floats[6] = -INFINITY;
    floats[7] = 2147483648.0f;
    floats[8] = -0.0f;
    convert_scalar(floats, wholes[0], converted[0]);
    convert_simd(floats, wholes[1], converted[1]);
    wrong += report("whole", wholes[0], wholes[1], sizeof wholes[0]);
    wrong += report("convert", converted[0], converted[1], sizeof converted[0]);
    product_scalar(floats + 16, floats + 32, products[0]);
    product_simd(floats + 16, floats + 32, products[1]);
    wrong += report("product", products[0], products[1], sizeof products[0]);
    floats[5] = floats[6] = 0;
    double halves[2] = {halves_scalar(floats), halves_simd(floats)};
    wrong += report("halves", &halves[0], &halves[1], sizeof(double));
    return wrong;
}
