// Dense matrices of doubles and floats: multiplication in two loop orders, blocked multiplication, LU decomposition
// with pivoting, and the residual of the solution. Values are small integers where results must be exact.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { N = 96, BLOCK = 16 };

typedef double Matrix[N][N];

static uint32_t state = 1;

static int next_small(void) {
    state = state * 1664525u + 1013904223u;
    return (int)(state >> 24) % 19 - 9;
}

static void fill(Matrix m) {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) m[i][j] = next_small();
    }
}

static void multiply_ijk(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
}

static void multiply_ikj(Matrix a, Matrix b, Matrix c) {
    memset(c, 0, sizeof(Matrix));
    for (int i = 0; i < N; i++) {
        for (int k = 0; k < N; k++) {
            for (int j = 0; j < N; j++) c[i][j] += a[i][k] * b[k][j];
        }
    }
}

static void multiply_blocked(Matrix a, Matrix b, Matrix c) {
    memset(c, 0, sizeof(Matrix));
    for (int i0 = 0; i0 < N; i0 += BLOCK) {
        for (int k0 = 0; k0 < N; k0 += BLOCK) {
            for (int i = i0; i < i0 + BLOCK; i++) {
                for (int k = k0; k < k0 + BLOCK; k++) {
                    for (int j = 0; j < N; j++) c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
    }
}

// Factors m in place, rows exchanged as recorded in `pivot`; returns the determinant's sign, 0 if m is singular.
static int factor(Matrix m, int pivot[N]) {
    int sign = 1;
    for (int k = 0; k < N; k++) {
        int best = k;
        for (int i = k + 1; i < N; i++) {
            if (fabs(m[i][k]) > fabs(m[best][k])) best = i;
        }
        pivot[k] = best;
        if (m[best][k] == 0) return 0;
        if (best != k) {
            double row[N];
            memcpy(row, m[k], sizeof row);
            memcpy(m[k], m[best], sizeof row);
            memcpy(m[best], row, sizeof row);
            sign = -sign;
        }
        for (int i = k + 1; i < N; i++) {
            m[i][k] /= m[k][k];
            for (int j = k + 1; j < N; j++) m[i][j] -= m[i][k] * m[k][j];
        }
    }
    return sign;
}

static void solve(Matrix lu, const int pivot[N], double x[N]) {
    for (int k = 0; k < N; k++) {
        double t = x[k];
        x[k] = x[pivot[k]];
        x[pivot[k]] = t;
    }
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < i; j++) x[i] -= lu[i][j] * x[j];
    }
    for (int i = N - 1; i >= 0; i--) {
        for (int j = i + 1; j < N; j++) x[i] -= lu[i][j] * x[j];
        x[i] /= lu[i][i];
    }
}

static double trace(Matrix m) {
    double sum = 0;
    for (int i = 0; i < N; i++) sum += m[i][i];
    return sum;
}

// Single precision, one rounding after each operation.
static float float_chain(void) {
    float sum = 0;
    float product = 1;
    for (int i = 1; i <= 100000; i++) {
        sum += 1.0f / (float)i;
        product *= 1.0f + sum / (float)(i * 16);
        if (product > 1e10f) product = sqrtf(product);
    }
    return sum + product;
}

int main(void) {
    static Matrix a, b, c, d, e;
    fill(a);
    fill(b);
    multiply_ijk(a, b, c);
    multiply_ikj(a, b, d);
    multiply_blocked(a, b, e);
    printf("trace %.0f, ijk = ikj: %d, ijk = blocked: %d\n", trace(c), memcmp(c, d, sizeof c) == 0,
           memcmp(c, e, sizeof c) == 0);

    memcpy(d, a, sizeof a);
    int pivot[N];
    int sign = factor(d, pivot);
    double log2_determinant = 0;
    for (int i = 0; i < N; i++) log2_determinant += ilogb(d[i][i]);
    printf("determinant: sign %d, exponents add up to %.0f\n", d[N - 1][N - 1] < 0 ? -sign : sign, log2_determinant);

    double x[N];
    double residual = 0;
    for (int i = 0; i < N; i++) x[i] = i % 7 - 3;
    solve(d, pivot, x);
    for (int i = 0; i < N; i++) {
        double sum = -(double)(i % 7 - 3);
        for (int j = 0; j < N; j++) sum += a[i][j] * x[j];
        if (fabs(sum) > residual) residual = fabs(sum);
    }
    printf("x[0] = %.17g, residual below 1e-9: %d\n", x[0], residual < 1e-9);
    printf("floats: %.9g\n", float_chain());
    return 0;
}
