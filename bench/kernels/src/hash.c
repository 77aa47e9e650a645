// A hash table with open addressing: n insertions and look-ups of generated keys with FNV-1a hashes of their digits.
// Short loops, 64-bit multiplications, scattered loads and stores.
enum { SLOTS = 1 << 16 };

typedef struct {
    unsigned key; // 0: empty
    unsigned count;
} Slot;

static Slot slots[SLOTS];

static unsigned hash_digits(unsigned number) {
    unsigned long long hash = 14695981039346656037u;
    for (; number != 0; number /= 10) hash = (hash ^ number % 10) * 1099511628211u;
    return (unsigned)(hash >> 32 ^ hash);
}

__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < SLOTS; i++) slots[i] = (Slot){0, 0};
    unsigned state = 7;
    unsigned sum = 0;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        unsigned key = (state >> 12) % 40000 + 1;
        unsigned at = hash_digits(key) % SLOTS;
        while (slots[at].key != 0 && slots[at].key != key) at = (at + 1) % SLOTS;
        slots[at].key = key;
        sum = sum * 31 + ++slots[at].count;
    }
    return (int)sum;
}
