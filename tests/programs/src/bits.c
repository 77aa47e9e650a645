// Integer arithmetic at its edges, in 8, 16, 32, 64 and 128 bits: counting, rotating and shifting bits, sign extension,
// division and remainder with every combination of signs, comparisons, wrap-around. Operands go through volatile
// variables or tables, so that the operations happen at run time.
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

static const uint64_t samples[] = {
    0, 1, 2, 3, 7, 10, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x12345678, 0x7fffffff, 0x80000000, 0xffffffff,
    0x100000000, 0x123456789abcdef0, 0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffffe, 0xffffffffffffffff,
    0xdeadbeefcafebabe, 0x5555555555555555, 0xaaaaaaaaaaaaaaaa,
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static uint64_t digest = 14695981039346656037u;

static void mix(uint64_t value) {
    digest = (digest ^ value) * 1099511628211u;
    digest ^= digest >> 29;
}

static void report(const char *what) {
    printf("%-12s %016" PRIx64 "\n", what, digest);
}

static void counting(void) {
    for (int i = 0; i < SAMPLES; i++) {
        uint64_t x = samples[i];
        uint32_t w = (uint32_t)x;
        mix(w == 0 ? 32 : (uint64_t)__builtin_clz(w));
        mix(w == 0 ? 32 : (uint64_t)__builtin_ctz(w));
        mix(x == 0 ? 64 : (uint64_t)__builtin_clzll(x));
        mix(x == 0 ? 64 : (uint64_t)__builtin_ctzll(x));
        mix((uint64_t)__builtin_popcount(w));
        mix((uint64_t)__builtin_popcountll(x));
        mix(__builtin_bswap32(w));
        mix(__builtin_bswap64(x));
    }
    report("counting");
}

static void shifting(void) {
    for (int i = 0; i < SAMPLES; i++) {
        for (unsigned n = 0; n < 64; n += n % 3 + 1) {
            uint64_t x = samples[i];
            uint32_t w = (uint32_t)x;
            mix(x << n);
            mix(x >> n);
            mix((uint64_t)((int64_t)x >> n));
            mix(x << n | x >> (-n & 63));
            mix(w << (n & 31));
            mix((uint32_t)((int32_t)w >> (n & 31)));
            mix(w >> (n & 31) | w << (-n & 31));
        }
    }
    report("shifting");
}

static void extending(void) {
    for (int i = 0; i < SAMPLES; i++) {
        uint64_t x = samples[i];
        mix((uint64_t)(int64_t)(int8_t)x);
        mix((uint64_t)(int64_t)(int16_t)x);
        mix((uint64_t)(int64_t)(int32_t)x);
        mix((uint32_t)(int32_t)(int8_t)x);
        mix((uint32_t)(int32_t)(int16_t)x);
        mix((uint8_t)x + (uint64_t)(uint16_t)x);
    }
    report("extending");
}

static void dividing(void) {
    for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
            uint64_t x = samples[i], y = samples[j];
            int64_t sx = (int64_t)x, sy = (int64_t)y;
            uint32_t w = (uint32_t)x, v = (uint32_t)y;
            int32_t sw = (int32_t)w, sv = (int32_t)v;
            mix(x * y);
            mix(w * v);
            if (y != 0) {
                mix(x / y);
                mix(x % y);
                if (!(sx == INT64_MIN && sy == -1)) {
                    mix((uint64_t)(sx / sy));
                    mix((uint64_t)(sx % sy));
                }
            }
            if (v != 0) {
                mix(w / v);
                mix(w % v);
                if (!(sw == INT32_MIN && sv == -1)) {
                    mix((uint32_t)(sw / sv));
                    mix((uint32_t)(sw % sv));
                }
            }
            if ((uint8_t)y != 0) mix((uint64_t)((uint8_t)x / (uint8_t)y));
            if ((uint16_t)y != 0) mix((uint64_t)((uint16_t)x % (uint16_t)y));
        }
    }
    report("dividing");
}

static void comparing(void) {
    for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
            uint64_t x = samples[i], y = samples[j];
            int bits = (x < y) | (x <= y) << 1 | ((int64_t)x < (int64_t)y) << 2 | ((int64_t)x >= (int64_t)y) << 3
                    | ((uint32_t)x > (uint32_t)y) << 4 | ((int32_t)x > (int32_t)y) << 5 | (x == y) << 6
                    | ((int32_t)x <= (int32_t)y) << 7;
            mix((uint64_t)bits);
            mix(x < y ? x : y);
            mix((uint64_t)((int64_t)x > (int64_t)y ? x : y));
        }
    }
    report("comparing");
}

static void wide(void) {
    unsigned __int128 sum = 1;
    for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
            unsigned __int128 product = (unsigned __int128)samples[i] * samples[j];
            sum = sum * 3 + product;
            mix((uint64_t)(product >> 64));
            if (samples[j] != 0) mix((uint64_t)(sum / samples[j]));
            mix((uint64_t)(sum >> (j & 127)));
            mix((uint64_t)((__int128)sum >> (i * 4 & 127)));
            uint64_t result;
            mix(__builtin_add_overflow(samples[i], samples[j], &result));
            mix(result);
            int64_t signed_result;
            mix(__builtin_mul_overflow((int64_t)samples[i], (int64_t)samples[j], &signed_result));
            mix((uint64_t)signed_result);
        }
    }
    report("wide");
}

// Loads and stores of every width at odd addresses.
static void unaligned(void) {
    static uint8_t bytes[64];
    for (int i = 0; i < 64; i++) bytes[i] = (uint8_t)(i * 37 + 200);
    for (int at = 0; at < 48; at++) {
        uint16_t h;
        uint32_t w;
        uint64_t d;
        __builtin_memcpy(&h, bytes + at, sizeof h);
        __builtin_memcpy(&w, bytes + at + 1, sizeof w);
        __builtin_memcpy(&d, bytes + at + 2, sizeof d);
        mix(h + w + d + (uint64_t)(int64_t)(int16_t)h + (uint64_t)(int64_t)(int8_t)bytes[at]);
        d = digest;
        __builtin_memcpy(bytes + (at * 7 + 1) % 56, &d, sizeof d);
    }
    report("unaligned");
}

// A switch with many dense cases and one with sparse ones.
static void switching(void) {
    for (int i = -3; i < 40; i++) {
        volatile int selector = i;
        uint64_t value = 0;
        switch (selector) {
            case 0: value = 11; break;
            case 1:
                value = 22;
                __attribute__((fallthrough));
            case 2: value += 33; break;
            case 3: case 4: case 5: value = 44; break;
            case 6: value = digest >> 7; break;
            case 7: value = 1; break;
            case 8: value = 8; break;
            case 12: value = 99; break;
            default: value = 1000; break;
        }
        switch (selector * 1000003) {
            case 0: value ^= 1; break;
            case 5000015: value ^= 2; break;
            case 17000051: value ^= 4; break;
            case -3000009: value ^= 8; break;
            default: value ^= 16; break;
        }
        mix(value);
    }
    report("switching");
}

int main(void) {
    counting();
    shifting();
    extending();
    dividing();
    comparing();
    wide();
    unaligned();
    switching();
    return 0;
}
