// The C library's qsort and a quicksort of our own on records, over distributions that make careless sorts quadratic;
// then bsearch. Comparators are called through function pointers: many small indirect calls.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 20000 };

typedef struct {
    uint32_t key;
    double weight;
    char name[12];
    uint32_t serial; // position before sorting: makes every record distinct
} Record;

typedef uint32_t (*Distribution)(uint32_t i);
typedef int (*Comparator)(const void *, const void *);

static uint32_t state;

static uint32_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static uint32_t random_keys(uint32_t i) { (void)i; return next_random(); }
static uint32_t ascending(uint32_t i) { return i; }
static uint32_t descending(uint32_t i) { return COUNT - i; }
static uint32_t few_keys(uint32_t i) { (void)i; return next_random() % 5; }
static uint32_t all_equal(uint32_t i) { (void)i; return 42; }
static uint32_t organ_pipe(uint32_t i) { return i < COUNT / 2 ? i : COUNT - i; }
static uint32_t nearly_sorted(uint32_t i) { return i % 100 == 0 ? next_random() % COUNT : i; }

static const struct {
    const char *name;
    Distribution key;
} distributions[] = {
    {"random", random_keys},       {"ascending", ascending},   {"descending", descending},       {"few keys", few_keys},
    {"all equal", all_equal},      {"organ pipe", organ_pipe}, {"nearly sorted", nearly_sorted},
};

static int by_key(const void *a, const void *b) {
    const Record *x = a;
    const Record *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static int by_weight_descending(const void *a, const void *b) {
    const Record *x = a;
    const Record *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return by_key(a, b);
}

static int by_name(const void *a, const void *b) {
    int order = strcmp(((const Record *)a)->name, ((const Record *)b)->name);
    return order != 0 ? order : by_key(a, b);
}

static void swap(Record *a, Record *b) {
    Record t = *a;
    *a = *b;
    *b = t;
}

// Quicksort with the median of three as pivot; recurses into the smaller part, so the stack stays logarithmic.
static void quicksort(Record *low, Record *high, Comparator compare) {
    while (high - low > 16) {
        Record *middle = low + (high - low) / 2;
        if (compare(middle, low) < 0) swap(middle, low);
        if (compare(high - 1, low) < 0) swap(high - 1, low);
        if (compare(high - 1, middle) < 0) swap(high - 1, middle);
        Record pivot = *middle;
        Record *left = low;
        Record *right = high - 1;
        while (left <= right) {
            while (compare(left, &pivot) < 0) left++;
            while (compare(right, &pivot) > 0) right--;
            if (left <= right) swap(left++, right--);
        }
        if (right + 1 - low < high - left) {
            quicksort(low, right + 1, compare);
            low = left;
        } else {
            quicksort(left, high, compare);
            high = right + 1;
        }
    }
    for (Record *i = low + 1; i < high; i++) {
        for (Record *j = i; j > low && compare(j, j - 1) < 0; j--) swap(j, j - 1);
    }
}

// Depends on the order of the records, not only on which ones there are.
static uint32_t checksum(const Record *records) {
    uint32_t sum = 0;
    for (int i = 0; i < COUNT; i++) sum = sum * 31 + records[i].serial;
    return sum;
}

int main(void) {
    static const Comparator comparators[] = {by_key, by_weight_descending, by_name};
    static const char *const comparator_names[] = {"key", "weight", "name"};
    static Record original[COUNT], library[COUNT], own[COUNT];
    int wrong = 0;
    for (size_t d = 0; d < sizeof distributions / sizeof *distributions; d++) {
        state = 2463534242u;
        for (uint32_t i = 0; i < COUNT; i++) {
            Record *r = &original[i];
            r->key = distributions[d].key(i);
            r->weight = (double)(r->key % 1000) / 8.0 - 50.0;
            snprintf(r->name, sizeof r->name, "n%u", r->key % 5000);
            r->serial = i;
        }
        for (int c = 0; c < 3; c++) {
            memcpy(library, original, sizeof original);
            memcpy(own, original, sizeof original);
            qsort(library, COUNT, sizeof *library, comparators[c]);
            quicksort(own, own + COUNT, comparators[c]);
            uint32_t sum = checksum(library);
            wrong += sum != checksum(own);
            printf("%-13s by %-6s %08x first %s last %s\n", distributions[d].name, comparator_names[c], sum,
                   library[0].name, library[COUNT - 1].name);
        }
    }
    qsort(original, COUNT, sizeof *original, by_key);
    int found = 0;
    for (uint32_t key = 0; key < COUNT; key += 7) {
        Record wanted = original[key];
        Record *hit = bsearch(&wanted, original, COUNT, sizeof *original, by_key);
        found += hit != NULL && hit->serial == wanted.serial;
    }
    printf("bsearch found %d of %d, %d sorts disagree\n", found, (COUNT + 6) / 7, wrong);
    return wrong != 0;
}
