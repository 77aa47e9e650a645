// Text processing sixteen bytes at a time, each routine beside its scalar twin on the same data: counting code points
// of UTF-8, changing case, encoding in hexadecimal by table look-up, finding bytes by bit mask, reversing, Adler-32.
// Natively the scalar twin takes the place of the SIMD version. Reads standard input.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

enum { MAX_SIZE = 1 << 16, ADLER = 65521 };

static size_t code_points_scalar(const uint8_t *s, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += (s[i] & 0xC0) != 0x80;
    return count;
}

static void upper_scalar(uint8_t *s, size_t n) {
    for (size_t i = 0; i < n; i++) s[i] = (uint8_t)(s[i] >= 'a' && s[i] <= 'z' ? s[i] - 32 : s[i]);
}

static void hex_scalar(const uint8_t *s, size_t n, uint8_t *out) {
    for (size_t i = 0; i < n; i++) {
        *out++ = (uint8_t)"0123456789abcdef"[s[i] >> 4];
        *out++ = (uint8_t)"0123456789abcdef"[s[i] & 15];
    }
}

static uint32_t positions_scalar(const uint8_t *s, size_t n, uint8_t wanted) {
    uint32_t hash = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == wanted) hash = hash * 31 + (uint32_t)i;
    }
    return hash;
}

static void reverse_scalar(const uint8_t *s, size_t n, uint8_t *out) {
    for (size_t i = 0; i < n; i++) out[n - 1 - i] = s[i];
}

static uint32_t adler_scalar(const uint8_t *s, size_t n) {
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < n; i++) {
        a = (a + s[i]) % ADLER;
        b = (b + a) % ADLER;
    }
    return b << 16 | a;
}

// Each SIMD routine handles the blocks of sixteen and leaves the rest to its twin.
#ifdef __wasm_simd128__
static size_t code_points_simd(const uint8_t *s, size_t n) {
    size_t count = 0, i = 0;
    for (; i + 16 <= n; i += 16) {
        v128_t continuation = wasm_i8x16_lt(wasm_v128_load(s + i), wasm_i8x16_splat(-64)); // 0x80..0xBF as signed bytes
        count += 16 - (size_t)__builtin_popcount(wasm_i8x16_bitmask(continuation));
    }
    return count + code_points_scalar(s + i, n - i);
}

static void upper_simd(uint8_t *s, size_t n) {
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        v128_t block = wasm_v128_load(s + i);
        v128_t lower = wasm_v128_and(wasm_u8x16_ge(block, wasm_u8x16_splat('a')),
                                     wasm_u8x16_le(block, wasm_u8x16_splat('z')));
        wasm_v128_store(s + i, wasm_v128_bitselect(wasm_i8x16_sub(block, wasm_i8x16_splat(32)), block, lower));
    }
    upper_scalar(s + i, n - i);
}

static void hex_simd(const uint8_t *s, size_t n, uint8_t *out) {
    const v128_t digits = wasm_v128_load("0123456789abcdef");
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        v128_t block = wasm_v128_load(s + i);
        v128_t high = wasm_i8x16_swizzle(digits, wasm_u8x16_shr(block, 4));
        v128_t low = wasm_i8x16_swizzle(digits, wasm_v128_and(block, wasm_i8x16_splat(15)));
        wasm_v128_store(out + 2 * i,
                        wasm_i8x16_shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
        wasm_v128_store(out + 2 * i + 16,
                        wasm_i8x16_shuffle(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
    }
    hex_scalar(s + i, n - i, out + 2 * i);
}

static uint32_t positions_simd(const uint8_t *s, size_t n, uint8_t wanted) {
    uint32_t hash = 0;
    for (size_t i = 0; i < n; i += 16) {
        uint8_t last[16] = {0};
        size_t left = n - i < 16 ? n - i : 16;
        memcpy(last, s + i, left);
        uint32_t mask = wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(last), wasm_u8x16_splat(wanted)));
        for (mask &= (1u << left) - 1; mask != 0; mask &= mask - 1) {
            hash = hash * 31 + (uint32_t)(i + (size_t)__builtin_ctz(mask));
        }
    }
    return hash;
}

static void reverse_simd(const uint8_t *s, size_t n, uint8_t *out) {
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        v128_t block = wasm_v128_load(s + i);
        block = wasm_i8x16_shuffle(block, block, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        wasm_v128_store(out + n - 16 - i, block);
    }
    reverse_scalar(s + i, n - i, out);
}

// Within a block of 16:  a' = a + sum(s[k]),  b' = b + 16 a + sum((16 - k) s[k])
static uint32_t adler_simd(const uint8_t *s, size_t n) {
    const v128_t low_weights = wasm_i16x8_make(16, 15, 14, 13, 12, 11, 10, 9);
    const v128_t high_weights = wasm_i16x8_make(8, 7, 6, 5, 4, 3, 2, 1);
    uint32_t a = 1, b = 0;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        v128_t block = wasm_v128_load(s + i);
        v128_t sums = wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(block));
        v128_t weighted = wasm_i32x4_add(wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(block), low_weights),
                                         wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(block), high_weights));
        uint32_t sum = 0, weighted_sum = 0;
        uint32_t lanes[4];
        wasm_v128_store(lanes, sums);
        for (int k = 0; k < 4; k++) sum += lanes[k];
        wasm_v128_store(lanes, weighted);
        for (int k = 0; k < 4; k++) weighted_sum += lanes[k];
        b = (b + 16 * a + weighted_sum) % ADLER;
        a = (a + sum) % ADLER;
    }
    for (; i < n; i++) {
        a = (a + s[i]) % ADLER;
        b = (b + a) % ADLER;
    }
    return b << 16 | a;
}
#else
#define code_points_simd code_points_scalar
#define upper_simd upper_scalar
#define hex_simd hex_scalar
#define positions_simd positions_scalar
#define reverse_simd reverse_scalar
#define adler_simd adler_scalar
#endif

static uint8_t text[MAX_SIZE], one[2 * MAX_SIZE], two[2 * MAX_SIZE];

static int check(size_t n) {
    int wrong = code_points_scalar(text, n) != code_points_simd(text, n);
    wrong += positions_scalar(text, n, 'e') != positions_simd(text, n, 'e');
    wrong += adler_scalar(text, n) != adler_simd(text, n);
    memcpy(one, text, n);
    memcpy(two, text, n);
    upper_scalar(one, n);
    upper_simd(two, n);
    wrong += memcmp(one, two, n) != 0;
    hex_scalar(text, n, one);
    hex_simd(text, n, two);
    wrong += memcmp(one, two, 2 * n) != 0;
    reverse_scalar(text, n, one);
    reverse_simd(text, n, two);
    wrong += memcmp(one, two, n) != 0;
    return wrong;
}

int main(void) {
    size_t n = fread(text, 1, MAX_SIZE, stdin);
    int wrong = check(n);
    for (size_t size = 0; size < 100 && size < n; size++) wrong += check(size);
    printf("%zu bytes, %zu code points, adler %08x, positions %08x, %d wrong\n", n, code_points_simd(text, n),
           adler_simd(text, n), positions_simd(text, n, 'e'), wrong);
    hex_simd(text, n < 40 ? n : 40, two);
    printf("%.80s\n", two);
    upper_simd(text, n);
    printf("%.60s\n", text);
    return wrong != 0;
}
