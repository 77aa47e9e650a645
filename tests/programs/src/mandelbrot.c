// The Mandelbrot set as a portable bitmap (P4) on standard output: doubles in tight loops, and binary output.
//
// usage: mandelbrot [SIZE]
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ITERATIONS = 50 };

static int is_inside(double cx, double cy) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < MAX_ITERATIONS; i++) {
        double xx = x * x;
        double yy = y * y;
        if (xx + yy > 4.0) return 0;
        y = 2.0 * x * y + cy;
        x = xx - yy + cx;
    }
    return 1;
}

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 200;
    printf("P4\n%d %d\n", size, size);
    for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column += 8) {
            int bits = 0;
            for (int k = 0; k < 8; k++) {
                int inside = column + k < size
                        && is_inside(2.0 * (column + k) / size - 1.5, 2.0 * row / size - 1.0);
                bits = bits << 1 | inside;
            }
            putchar(bits);
        }
    }
    return 0;
}
