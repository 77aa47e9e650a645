// Every way a C program can trap. The first argument chooses one; the program prints a line, flushes it, and must die.
//
// usage: trap unreachable|abort|out-of-bounds|divide-by-zero|overflow|bad-table-index|bad-signature|recursion
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Volatile, so that the compiler can neither evaluate the offending operation nor use that it is undefined in C.
static volatile int zero = 0;
static volatile int hundred = 100;
static volatile int minus_one = -1;
static volatile int smallest = INT_MIN;
static volatile uintptr_t far_address = 0xfffffff0u;
static volatile int sink;

static int takes_an_int(int x) {
    return x + 1;
}

typedef double (*takes_two_doubles)(double, double);
static int (*volatile good_function)(int) = takes_an_int;

// A chain of calls that no optimiser turns into a loop.
static int (*volatile recurse_pointer)(int);
static int recurse(int depth) {
    return zero != 0 ? depth : recurse_pointer(depth + 1) + depth;
}

int main(int argc, char **argv) {
    const char *kind = argc > 1 ? argv[1] : "";
    printf("about to trap: %s\n", kind);
    fflush(stdout);
    if (strcmp(kind, "unreachable") == 0) {
        __builtin_trap();
    } else if (strcmp(kind, "abort") == 0) {
        abort();
    } else if (strcmp(kind, "out-of-bounds") == 0) {
        sink = *(volatile int *)far_address;
    } else if (strcmp(kind, "divide-by-zero") == 0) {
        sink = hundred / zero;
    } else if (strcmp(kind, "overflow") == 0) {
        sink = smallest / minus_one;
    } else if (strcmp(kind, "bad-table-index") == 0) {
        sink = ((int (*)(int))far_address)(1);
    } else if (strcmp(kind, "bad-signature") == 0) {
        sink = (int)((takes_two_doubles)good_function)(1.0, 2.0);
#ifndef __wasm__
        abort(); // Only WebAssembly checks the signature of an indirect call.
#endif
    } else if (strcmp(kind, "recursion") == 0) {
        recurse_pointer = recurse;
        sink = recurse(sink);
    } else {
        fputs("usage: trap KIND\n", stderr);
        return 2;
    }
    puts("still alive");
    return 1;
}
