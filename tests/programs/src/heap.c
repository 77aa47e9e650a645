// malloc, calloc, realloc and free: blocks that force the memory to grow, zeroed memory, fragmentation, and a request
// that no 32-bit memory can meet.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEGABYTE = 1 << 20, SLOTS = 2000 };

static void large_blocks(void) {
    unsigned char *blocks[8];
    uint32_t sum = 0;
    for (int i = 0; i < 8; i++) {
        size_t size = (size_t)(i + 1) * MEGABYTE;
        blocks[i] = malloc(size);
        memset(blocks[i], i + 1, size);
        blocks[i][size - 1] = 0xff;
    }
    for (int i = 0; i < 8; i++) {
        size_t size = (size_t)(i + 1) * MEGABYTE;
        for (size_t at = 0; at < size; at += 4096) sum += blocks[i][at];
        sum = sum * 3 + blocks[i][size - 1];
        free(blocks[i]);
    }
    printf("large blocks: sum %u\n", sum);
}

static void growing_block(void) {
    size_t size = 1;
    unsigned char *block = malloc(size);
    block[0] = 1;
    while (size < 16 * MEGABYTE) {
        block = realloc(block, size * 2);
        for (size_t i = 0; i < size; i++) block[size + i] = (unsigned char)(block[i] * 3 + 1);
        size *= 2;
    }
    uint32_t sum = 0;
    for (size_t at = 0; at < size; at += 4096) sum = sum * 31 + block[at];
    printf("growing block: sum %08x\n", sum);
    free(block);
}

static void zeroed_memory(void) {
    int dirty = 0;
    for (int round = 0; round < 50; round++) {
        size_t size = 1000 + (size_t)round * 777;
        unsigned char *block = calloc(size, 1);
        for (size_t i = 0; i < size; i++) dirty += block[i] != 0;
        memset(block, 0xee, size);
        free(block);
    }
    printf("calloc: %d dirty bytes\n", dirty);
}

// Random allocation and release; each block is filled with a pattern that is checked when it goes.
static void fragmentation(void) {
    static unsigned char *blocks[SLOTS];
    static size_t sizes[SLOTS];
    uint32_t state = 99;
    long damaged = 0;
    long allocations = 0;
    for (int step = 0; step < 60000; step++) {
        state = state * 1664525u + 1013904223u;
        int slot = (int)(state >> 16) % SLOTS;
        if (blocks[slot] != NULL) {
            for (size_t i = 0; i < sizes[slot]; i += 13) damaged += blocks[slot][i] != (unsigned char)(slot + (int)i);
            free(blocks[slot]);
            blocks[slot] = NULL;
        } else {
            sizes[slot] = 1 + (state >> 8) % (step % 100 == 0 ? 50000 : 500);
            blocks[slot] = malloc(sizes[slot]);
            for (size_t i = 0; i < sizes[slot]; i++) blocks[slot][i] = (unsigned char)(slot + (int)i);
            allocations++;
        }
    }
    for (int slot = 0; slot < SLOTS; slot++) free(blocks[slot]);
    printf("fragmentation: %ld allocations, %ld damaged bytes\n", allocations, damaged);
}

static void alignment(void) {
    int misaligned = 0;
    for (size_t power = 8; power <= 4096; power *= 2) {
        void *block = aligned_alloc(power, power * 3);
        misaligned += (uintptr_t)block % power != 0;
        free(block);
    }
    printf("aligned_alloc: %d misaligned\n", misaligned);
}

int main(void) {
    large_blocks();
    growing_block();
    zeroed_memory();
    fragmentation();
    alignment();
    volatile size_t impossible = SIZE_MAX - 1000;
    void *volatile block = malloc(impossible); // volatile, or the call is optimised away
    printf("an impossible request gives %s\n", block == NULL ? "NULL" : "memory");
    return 0;
}
