// Floating-point arithmetic at its edges, shown as bit patterns: rounding, infinities, subnormal numbers, signed zeros,
// conversions in both directions, and the classification of not-a-numbers (whose bits are never shown: they may
// differ).
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const double samples[] = {
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, -0.3, 3.0, 1e10, -1e10, 4503599627370495.5,
    9007199254740993.0, 2147483647.5, -2147483648.9, 4294967295.9,
    9.3e18, 1e19, 1e300, -1e300, DBL_MAX, DBL_MIN, 5e-324, 2.5e-320,
    FLT_MAX, FLT_MIN, 1e-45, 1e39, INFINITY, -INFINITY, NAN,
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static uint64_t digest = 1;

static void mix(uint64_t value) {
    digest = (digest ^ value) * 0x9e3779b97f4a7c15u;
    digest ^= digest >> 31;
}

static uint64_t bits(double x) {
    uint64_t result;
    memcpy(&result, &x, sizeof x);
    return x == x ? result : 0x7ff8000000000000;
}

static uint32_t float_bits(float x) {
    uint32_t result;
    memcpy(&result, &x, sizeof x);
    return x == x ? result : 0x7fc00000;
}

static void report(const char *what) {
    printf("%-12s %016" PRIx64 "\n", what, digest);
}

static void arithmetic(void) {
    for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
            volatile double x = samples[i], y = samples[j];
            mix(bits(x + y));
            mix(bits(x - y));
            mix(bits(x * y));
            mix(bits(x / y));
            mix(bits(copysign(x, y)));
            mix((uint64_t)((x < y) | (x <= y) << 1 | (x == y) << 2 | (x != y) << 3 | (x > y) << 4 | (x >= y) << 5));
            volatile float f = (float)x, g = (float)y;
            mix(float_bits(f + g));
            mix(float_bits(f - g));
            mix(float_bits(f * g));
            mix(float_bits(f / g));
            mix((uint64_t)((f < g) | (f <= g) << 1 | (f == g) << 2));
        }
    }
    report("arithmetic");
}

static void unary(void) {
    for (int i = 0; i < SAMPLES; i++) {
        volatile double x = samples[i];
        volatile float f = (float)x;
        mix(bits(sqrt(x)));
        mix(bits(floor(x)));
        mix(bits(ceil(x)));
        mix(bits(trunc(x)));
        mix(bits(nearbyint(x)));
        mix(bits(rint(x)));
        mix(bits(fabs(x)));
        mix(bits(-x));
        mix(float_bits(sqrtf(f)));
        mix(float_bits(floorf(f)));
        mix(float_bits(ceilf(f)));
        mix(float_bits(truncf(f)));
        mix(float_bits(nearbyintf(f)));
        mix((uint64_t)(isnan(x) != 0) | (uint64_t)(isinf(x) != 0) << 1 | (uint64_t)(signbit(x) != 0 && x == x) << 2);
        int exponent = 0;
        if (isfinite(x)) {
            mix(bits(frexp(x, &exponent)));
            mix((uint64_t)exponent);
            mix(bits(ldexp(x, 7)));
            double whole;
            mix(bits(modf(x, &whole)));
            mix(bits(whole));
            mix(bits(fmod(x, 3.7)));
        }
    }
    report("unary");
}

// Only values that fit are converted: anything else is undefined in C.
static void converting(void) {
    for (int i = 0; i < SAMPLES; i++) {
        volatile double x = samples[i];
        mix(float_bits((float)x));
        if (fabs(x) < 2147483648.0) mix((uint64_t)(int64_t)(int32_t)x);
        if (x > -1.0 && x < 4294967296.0) mix((uint32_t)x);
        if (fabs(x) < 9223372036854775808.0) mix((uint64_t)(int64_t)x);
        if (x > -1.0 && x < 18446744073709551616.0) mix((uint64_t)x);
        volatile float f = (float)x;
        mix(bits((double)f));
        if (fabsf(f) < 2147483648.0f) mix((uint64_t)(int64_t)(int32_t)f);
        if (f > -1.0f && f < 18446744073709551616.0f) mix((uint64_t)f);
    }
    static const uint64_t integers[] = {0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x1000001, 0x1000003,
                                        0x20000000000001,
                                        0x20000000000003, 0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffbff,
                                        0xfffffffffffffc00, 0xffffffffffffffff, 0x8000000000000401, 0x7fffff4000000001};
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        volatile uint64_t n = integers[i];
        mix(bits((double)n));
        mix(bits((double)(int64_t)n));
        mix(bits((double)(uint32_t)n));
        mix(bits((double)(int32_t)n));
        mix(float_bits((float)n));
        mix(float_bits((float)(int64_t)n));
        mix(float_bits((float)(uint32_t)n));
        mix(float_bits((float)(int32_t)n));
    }
    report("converting");
}

// Sums whose result depends on every intermediate rounding.
static void chains(void) {
    double harmonic = 0;
    float harmonic_float = 0;
    double logistic = 0.4;
    for (int i = 1; i <= 20000; i++) {
        harmonic += 1.0 / i;
        harmonic_float += 1.0f / (float)i;
        logistic = 3.9 * logistic * (1.0 - logistic); // chaotic: one different bit grows to a different result
        mix(bits(logistic));
    }
    double tiny = 1.0;
    while (tiny * 0.7 != tiny) tiny *= 0.7; // through all the subnormal numbers
    printf("harmonic %.17g %.9g, logistic %.17g, smallest %.17g\n", harmonic, harmonic_float, logistic, tiny);
    report("chains");
}

int main(void) {
    arithmetic();
    unary();
    converting();
    chains();
    return 0;
}
