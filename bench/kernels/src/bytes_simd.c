// Turns n kilobytes into hexadecimal digits and back, sixteen bytes at a time: swizzles, shuffles, shifts, masks and
// saturating arithmetic on bytes.
#include <wasm_simd128.h>

enum { LENGTH = 1024 };

static unsigned char bytes[LENGTH], digits[2 * LENGTH];

static void to_digits(void) {
    v128_t letters = wasm_i8x16_make(
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
    for (int i = 0; i < LENGTH; i += 16) {
        v128_t in = wasm_v128_load(bytes + i);
        v128_t high = wasm_i8x16_swizzle(letters, wasm_u8x16_shr(in, 4));
        v128_t low = wasm_i8x16_swizzle(letters, wasm_v128_and(in, wasm_i8x16_splat(15)));
        wasm_v128_store(digits + 2 * i,
            wasm_i8x16_shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
        wasm_v128_store(digits + 2 * i + 16,
            wasm_i8x16_shuffle(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
    }
}

// The value of each digit: letters are 39 above where they would follow the figures.
static v128_t values(v128_t letters) {
    v128_t offset = wasm_i8x16_sub(letters, wasm_i8x16_splat('0'));
    v128_t is_letter = wasm_u8x16_gt(offset, wasm_i8x16_splat(9));
    return wasm_u8x16_sub_sat(offset, wasm_v128_and(is_letter, wasm_i8x16_splat('a' - '0' - 10)));
}

static void from_digits(int step) {
    for (int i = 0; i < LENGTH; i += 16) {
        v128_t first = values(wasm_v128_load(digits + 2 * i));
        v128_t second = values(wasm_v128_load(digits + 2 * i + 16));
        v128_t high = wasm_i8x16_shuffle(first, second, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        v128_t low = wasm_i8x16_shuffle(first, second, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        v128_t whole = wasm_v128_or(wasm_i8x16_shl(high, 4), low);
        wasm_v128_store(bytes + i, wasm_i8x16_add(whole, wasm_i8x16_splat((signed char)step)));
    }
}

__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < LENGTH; i++) {
        bytes[i] = (unsigned char)(i * 7 + 1);
    }
    for (int round = 0; round < n; round++) {
        to_digits();
        from_digits(round & 3);
    }
    unsigned sum = 0;
    for (int i = 0; i < LENGTH; i++) {
        sum = sum * 31 + bytes[i];
    }
    return (int)sum;
}
