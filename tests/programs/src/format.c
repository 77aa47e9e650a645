// printf and scanf with their many formats, and variable arguments of every width passed through our own functions:
// exact decimal conversion of doubles, both ways.
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Takes values described by letters: i int, l int64_t, d double, s string, c char.
static void show(const char *types, ...) {
    va_list arguments;
    va_start(arguments, types);
    for (const char *t = types; *t != 0; t++) {
        switch (*t) {
            case 'i': printf("%d ", va_arg(arguments, int)); break;
            case 'l': printf("%" PRId64 " ", va_arg(arguments, int64_t)); break;
            case 'd': printf("%g ", va_arg(arguments, double)); break;
            case 's': printf("%s ", va_arg(arguments, const char *)); break;
            case 'c': printf("%c ", va_arg(arguments, int)); break;
            default: printf("? ");
        }
    }
    va_end(arguments);
    putchar('\n');
}

static int64_t sum(int count, ...) {
    va_list arguments;
    va_list again;
    int64_t total = 0;
    va_start(arguments, count);
    va_copy(again, arguments);
    for (int i = 0; i < count; i++) total += va_arg(arguments, int64_t);
    for (int i = 0; i < count; i++) total += va_arg(again, int64_t);
    va_end(again);
    va_end(arguments);
    return total / 2;
}

static void integers(void) {
    printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%8.3d]\n", 42, 42, 42, 42, 42, 42, 7, 7);
    printf("[%u] [%x] [%X] [%#x] [%o] [%#o] [%08x]\n", UINT_MAX, 0xBEEF, 0xBEEF, 0xBEEF, 8, 8, 0xBEEF);
    printf("[%hhd] [%hd] [%lld] [%llu] [%zu] [%jd]\n", (signed char)-56, (short)-1, LLONG_MIN, ULLONG_MAX, sizeof(int),
           (intmax_t)INT64_MAX);
    printf("[%*d] [%-*d] [%.*s] [%c] [%%] [%10s] [%-10s] [%.2s]\n", 6, 1, 6, 2, 3, "abcdef", 'x',
           "right", "left", "cut");
    char small[8];
    int needed = snprintf(small, sizeof small, "%d-%d-%d", 123, 456, 789);
    printf("cut to \"%s\", %d needed\n", small, needed);
}

static void doubles(void) {
    static const double values[] = {0.0,     -0.0,        1.0,       -1.0,      0.1,      0.5,     1.5,       2.5,
                                    1.0 / 3, 2.0 / 3,     100.0,     1e5,       999999.5, 1e6,     1e15,
                                    1e22,    1e23,        1e100,     DBL_MAX,   DBL_MIN,  5e-324,  DBL_EPSILON,
                                    M_PI,    0.000123456, 9.5367431640625e-07,  4503599627370497.5, 123456789.125,
                                    INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        double v = values[i];
        printf("%g | %e | %.3f | %.0f | %10.4g | %-12.6e | %+.17g | %.1e\n", v, v, v, v, v, v, v, v);
    }
    printf("%.40f\n%.60g\n%.0f\n", 0.1, 5e-324, DBL_MAX);
    printf("%a %a %.3a %A %a\n", 1.0, 0.1, M_PI, -1e10, 0.0);
    printf("%#g %#.0f %G %E %010.3f %-10.2f|\n", 1.0, 3.0, 1e-10, 12345.678, -3.14159, 2.5);
    printf("%.0f %.0f %.0f %.0f %.1f %.2f\n", 0.5, 1.5, 2.5, 3.5, 0.25, 1.005);
    printf("%s %s\n", isnan(strtod("nan", NULL)) ? "nan" : "number", isinf(strtod("1e999", NULL)) ? "inf" : "number");
}

static void reading(void) {
    static const char *const texts[] = {"3.14159", "1e-5", "0x1.8p3", "  -12.5abc", "1e308", "2.2250738585072011e-308",
                                        "9007199254740993", "0.1e1", ".5", "5.",
                                        "179769313486231580793728971405301e276",
                                        "4.9406564584124654e-324", "2.4703282292062327208e-324", "nothing", "1e400"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *end;
        double v = strtod(texts[i], &end);
        printf("strtod(\"%s\") = %.17g, rest \"%s\"\n", texts[i], v, end);
    }
    int wrong = 0;
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < 3000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        double v;
        memcpy(&v, &bits, sizeof v);
        if (isnan(v) || isinf(v)) continue;
        char text[40];
        snprintf(text, sizeof text, "%.17g", v);
        wrong += strtod(text, NULL) != v;
    }
    printf("random doubles that do not survive printing and reading: %d\n", wrong);

    int a, b;
    unsigned hex;
    double d;
    char word[16], rest[16];
    int n = sscanf("12 -34 ff 2.5e3 word [a-z]", "%d %d %x %lf %15s [%15[^]]]", &a, &b, &hex, &d, word, rest);
    printf("sscanf: %d items: %d %d %u %g %s %s\n", n, a, b, hex, d, word, rest);
    printf("strtol: %ld %ld %ld %llu\n", strtol("077", NULL, 0), strtol("-0x1F", NULL, 16), strtol("zz", NULL, 36),
           strtoull("18446744073709551615", NULL, 10));
}

int main(void) {
    show("idlscid", 1, 2.5, INT64_C(-9000000000), "text", 'c', -7, 1e300);
    printf("sum %" PRId64 "\n", sum(5, INT64_C(1), INT64_C(-2), INT64_C(3000000000), INT64_C(4), INT64_C(5)));
    integers();
    doubles();
    reading();
    return 0;
}
