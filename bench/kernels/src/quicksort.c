// Sorts n pseudo-random integers (n up to a million) by quicksort with insertion sort below; the result mixes every
// element with its place.
enum { MAX = 1000000 };

static unsigned values[MAX];

static void sort(unsigned *low, unsigned *high) {
    while (high - low > 12) {
        unsigned pivot = low[(high - low) / 2];
        unsigned *left = low;
        unsigned *right = high - 1;
        while (left <= right) {
            while (*left < pivot) left++;
            while (*right > pivot) right--;
            if (left <= right) {
                unsigned t = *left;
                *left++ = *right;
                *right-- = t;
            }
        }
        sort(low, right + 1);
        low = left;
    }
    for (unsigned *i = low + 1; i < high; i++) {
        unsigned value = *i;
        unsigned *j = i;
        for (; j > low && j[-1] > value; j--) *j = j[-1];
        *j = value;
    }
}

__attribute__((export_name("run"))) int run(int n) {
    unsigned state = 42;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        values[i] = state >> 4;
    }
    sort(values, values + n);
    unsigned sum = 0;
    for (int i = 0; i < n; i++) sum = sum * 31 + values[i];
    return (int)sum;
}
