// Digits of pi by Machin's formula, pi/4 = 4 arctan(1/5) - arctan(1/239), and factorials with their exact digits: big
// integers in 32-bit limbs, so multiplication and division of 64 by 32 bits; and a test for primes near 2^64.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 1000, LIMBS = DIGITS * 4 / 38 + 4 };

// A fixed-point number: limb 0 is the integer part, the rest the fraction, most significant first.
typedef struct {
    uint32_t limb[LIMBS];
} Fixed;

static void add(Fixed *a, const Fixed *b) {
    uint64_t carry = 0;
    for (int i = LIMBS - 1; i >= 0; i--) {
        carry += (uint64_t)a->limb[i] + b->limb[i];
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static void subtract(Fixed *a, const Fixed *b) {
    int64_t borrow = 0;
    for (int i = LIMBS - 1; i >= 0; i--) {
        borrow += (int64_t)a->limb[i] - b->limb[i];
        a->limb[i] = (uint32_t)borrow;
        borrow >>= 32;
    }
}

static uint32_t multiply_small(Fixed *a, uint32_t factor) {
    uint64_t carry = 0;
    for (int i = LIMBS - 1; i >= 0; i--) {
        carry += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return (uint32_t)carry;
}

// Divides and tells whether anything is left.
static int divide_small(Fixed *a, uint32_t divisor) {
    uint64_t remainder = 0;
    uint32_t any = 0;
    for (int i = 0; i < LIMBS; i++) {
        remainder = remainder << 32 | a->limb[i];
        a->limb[i] = (uint32_t)(remainder / divisor);
        remainder %= divisor;
        any |= a->limb[i];
    }
    return any != 0;
}

// factor * arctan(1 / x) = factor * (1/x - 1/(3 x^3) + 1/(5 x^5) - ...)
static Fixed arctan_inverse(uint32_t factor, uint32_t x) {
    Fixed power = {{factor}};
    divide_small(&power, x);
    Fixed sum = power;
    for (uint32_t k = 1;; k++) {
        if (!divide_small(&power, x * x)) return sum;
        Fixed term = power;
        divide_small(&term, 2 * k + 1);
        if (k % 2 == 1) subtract(&sum, &term);
        else add(&sum, &term);
    }
}

static void print_pi(void) {
    Fixed pi = arctan_inverse(16, 5);
    Fixed other = arctan_inverse(4, 239);
    subtract(&pi, &other);
    printf("%u.", pi.limb[0]);
    for (int i = 0; i < DIGITS; i++) {
        pi.limb[0] = 0;
        multiply_small(&pi, 10);
        if (i % 50 == 0) printf("\n  ");
        putchar('0' + (int)pi.limb[0]);
    }
    putchar('\n');
}

static void print_factorial(int n) {
    uint32_t digits[100] = {1}; // base 10^9, least significant first
    int used = 1;
    for (uint32_t factor = 2; factor <= (uint32_t)n; factor++) {
        uint64_t carry = 0;
        for (int i = 0; i < used; i++) {
            carry += (uint64_t)digits[i] * factor;
            digits[i] = (uint32_t)(carry % 1000000000);
            carry /= 1000000000;
        }
        if (carry != 0) digits[used++] = (uint32_t)carry;
    }
    printf("%d! = %u", n, digits[used - 1]);
    for (int i = used - 2; i >= 0; i--) printf("%09u", digits[i]);
    putchar('\n');
}

static uint64_t add_modulo(uint64_t a, uint64_t b, uint64_t m) {
    return a >= m - b ? a - (m - b) : a + b;
}

// By doubling and adding: compiler-rt's 128-bit remainder for wasm32, as Debian builds it, does not link.
static uint64_t multiply_modulo(uint64_t a, uint64_t b, uint64_t m) {
    uint64_t product = 0;
    for (; b > 0; b >>= 1) {
        if (b & 1) product = add_modulo(product, a, m);
        a = add_modulo(a, a, m);
    }
    return product;
}

static uint64_t power_modulo(uint64_t base, uint64_t exponent, uint64_t modulus) {
    uint64_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) result = multiply_modulo(result, base, modulus);
        base = multiply_modulo(base, base, modulus);
    }
    return result;
}

// Miller and Rabin's test with bases that decide every 64-bit number.
static int is_prime(uint64_t n) {
    static const uint32_t bases[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
    uint64_t odd = n - 1;
    int twos = 0;
    for (; odd % 2 == 0; odd /= 2) twos++;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        if (n % bases[i] == 0) return n == bases[i];
        uint64_t x = power_modulo(bases[i], odd, n);
        int composite = x != 1 && x != n - 1;
        for (int k = 1; composite && k < twos; k++) {
            x = power_modulo(x, 2, n);
            composite = x != n - 1;
        }
        if (composite) return 0;
    }
    return 1;
}

int main(void) {
    print_pi();
    print_factorial(30);
    print_factorial(200);
    int found = 0;
    for (uint64_t n = UINT64_MAX; found < 3; n -= 2) {
        if (is_prime(n)) {
            printf("prime: %llu\n", (unsigned long long)n);
            found++;
        }
    }
    return 0;
}
