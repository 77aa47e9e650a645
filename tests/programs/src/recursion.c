// Calls, deep and many: Ackermann, Fibonacci, the towers of Hanoi, n queens, permutations, mutual recursion, and a
// recursion thousands of frames deep that must still fit.
#include <stdint.h>
#include <stdio.h>

// Calls through a volatile pointer cannot be inlined or turned into loops.
static int (*volatile even_pointer)(int);

static int ackermann(int m, int n) {
    if (m == 0) return n + 1;
    if (n == 0) return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

static int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static long hanoi(int disks, int from, int to, int via, uint32_t *trace) {
    if (disks == 0) return 0;
    long moves = hanoi(disks - 1, from, via, to, trace);
    *trace = *trace * 31 + (uint32_t)(from * 3 + to);
    return moves + 1 + hanoi(disks - 1, via, to, from, trace);
}

static int queens(int size, int row, unsigned columns, unsigned down, unsigned up) {
    if (row == size) return 1;
    int solutions = 0;
    unsigned free_columns = ~(columns | down | up) & ((1u << size) - 1);
    while (free_columns != 0) {
        unsigned column = free_columns & -free_columns;
        free_columns ^= column;
        solutions += queens(size, row + 1, columns | column, (down | column) << 1, (up | column) >> 1);
    }
    return solutions;
}

static uint32_t permute(char *letters, int at, int length, uint32_t hash) {
    if (at == length) {
        for (int i = 0; i < length; i++) hash = (hash ^ (unsigned char)letters[i]) * 16777619u;
        return hash;
    }
    for (int i = at; i < length; i++) {
        char t = letters[at];
        letters[at] = letters[i];
        letters[i] = t;
        hash = permute(letters, at + 1, length, hash);
        letters[i] = letters[at];
        letters[at] = t;
    }
    return hash;
}

static int odd(int n) {
    return n == 0 ? 0 : even_pointer(n - 1);
}

static int even(int n) {
    return n == 0 ? 1 : odd(n - 1);
}

static int64_t depth_sum(int depth) {
    volatile int here = depth; // keeps a frame in memory alive across the call
    if (depth == 0) return 0;
    return depth_sum(depth - 1) + here;
}

int main(void) {
    printf("ackermann(2, 9) = %d, ackermann(3, 6) = %d\n", ackermann(2, 9), ackermann(3, 6));
    printf("fibonacci(25) = %d\n", fibonacci(25));
    uint32_t trace = 0;
    long moves = hanoi(15, 0, 2, 1, &trace);
    printf("hanoi: %ld moves, trace %08x\n", moves, trace);
    for (int size = 4; size <= 9; size++) printf("%d queens: %d\n", size, queens(size, 0, 0, 0, 0));
    char letters[] = "abcdefg";
    printf("permutations: %08x\n", permute(letters, 0, 7, 2166136261u));
    even_pointer = even;
    printf("1000 is %s, 777 is %s\n", even(1000) ? "even" : "odd", even(777) ? "even" : "odd");
    printf("depth: %lld\n", (long long)depth_sum(1500));
    return 0;
}
