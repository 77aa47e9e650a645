// exit(7) from deep inside the call stack: the handlers run last-registered first, standard output is flushed, and
// nothing after exit runs.
#include <stdio.h>
#include <stdlib.h>

static void first_registered(void) {
    puts("handler registered first runs last");
}

static void last_registered(void) {
    puts("handler registered last runs first");
}

static void descend(int depth) {
    if (depth == 0) {
        printf("no newline before exit...");
        exit(7);
    }
    descend(depth - 1);
    printf("unwinding %d: never printed\n", depth);
}

int main(void) {
    atexit(first_registered);
    atexit(last_registered);
    descend(100);
    return 0;
}
