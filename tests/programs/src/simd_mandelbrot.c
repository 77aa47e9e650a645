// The Mandelbrot set as text, two points at a time in the lanes of a v128, and one at a time: both must agree.
// Natively only the scalar version exists and takes the place of the other.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

enum { WIDTH = 100, HEIGHT = 40, MAX_ITERATIONS = 200 };

typedef uint8_t Picture[HEIGHT][WIDTH];

static double real_of(int column) { return 3.0 * column / WIDTH - 2.25; }
static double imaginary_of(int row) { return 2.5 * row / HEIGHT - 1.25; }

static void draw_scalar(Picture picture) {
    for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
            double cx = real_of(column), cy = imaginary_of(row), x = 0, y = 0;
            int count = 0;
            while (count < MAX_ITERATIONS && x * x + y * y <= 4.0) {
                double next = x * x - y * y + cx;
                y = 2.0 * x * y + cy;
                x = next;
                count++;
            }
            picture[row][column] = (uint8_t)count;
        }
    }
}

#ifdef __wasm_simd128__
static void draw_simd(Picture picture) {
    const v128_t four = wasm_f64x2_splat(4.0);
    const v128_t two = wasm_f64x2_splat(2.0);
    for (int row = 0; row < HEIGHT; row++) {
        v128_t cy = wasm_f64x2_splat(imaginary_of(row));
        for (int column = 0; column < WIDTH; column += 2) {
            v128_t cx = wasm_f64x2_make(real_of(column), real_of(column + 1));
            v128_t x = wasm_f64x2_splat(0), y = x;
            v128_t counts = wasm_i64x2_splat(0);
            v128_t living = wasm_i64x2_splat(-1); // all ones in the lanes that have not escaped
            for (int i = 0; i < MAX_ITERATIONS; i++) {
                v128_t xx = wasm_f64x2_mul(x, x), yy = wasm_f64x2_mul(y, y);
                living = wasm_v128_and(living, wasm_f64x2_le(wasm_f64x2_add(xx, yy), four));
                if (!wasm_v128_any_true(living)) break;
                counts = wasm_i64x2_sub(counts, living);
                y = wasm_f64x2_add(wasm_f64x2_mul(wasm_f64x2_mul(two, x), y), cy);
                x = wasm_f64x2_add(wasm_f64x2_sub(xx, yy), cx);
            }
            picture[row][column] = (uint8_t)wasm_i64x2_extract_lane(counts, 0);
            picture[row][column + 1] = (uint8_t)wasm_i64x2_extract_lane(counts, 1);
        }
    }
}
#else
#define draw_simd draw_scalar
#endif

int main(void) {
    static Picture one, two;
    draw_scalar(one);
    draw_simd(two);
    uint32_t hash = 0;
    for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
            int count = two[row][column];
            hash = hash * 31 + (uint32_t)count;
            putchar(count == MAX_ITERATIONS ? '#' : " .:-=+*%@"[count < 9 ? count : 8]);
        }
        putchar('\n');
    }
    printf("hash %08x, %s\n", hash, memcmp(one, two, sizeof one) == 0 ? "equal" : "DIFFERENT");
    return 0;
}
