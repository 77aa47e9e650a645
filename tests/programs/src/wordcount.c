// Counts lines, words and bytes of standard input and prints the most frequent words: line input, character classes,
// a growing hash table with open addressing, and a sort with two keys.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *word; // NULL in an empty slot
    long count;
} Entry;

typedef struct {
    Entry *slots;
    size_t capacity; // a power of two
    size_t used;
} Table;

static uint32_t hash(const char *word) {
    uint32_t h = 2166136261u; // FNV-1a
    for (; *word != 0; word++) h = (h ^ (unsigned char)*word) * 16777619u;
    return h;
}

static Entry *find(Table *table, const char *word) {
    size_t mask = table->capacity - 1;
    size_t at = hash(word) & mask;
    while (table->slots[at].word != NULL && strcmp(table->slots[at].word, word) != 0) at = (at + 1) & mask;
    return &table->slots[at];
}

static void grow(Table *table) {
    Table bigger = {calloc(table->capacity * 2, sizeof(Entry)), table->capacity * 2, table->used};
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].word != NULL) *find(&bigger, table->slots[i].word) = table->slots[i];
    }
    free(table->slots);
    *table = bigger;
}

static void count(Table *table, const char *word) {
    Entry *entry = find(table, word);
    if (entry->word == NULL) {
        entry->word = strdup(word);
        table->used++;
    }
    entry->count++;
    if (table->used * 2 > table->capacity) grow(table);
}

static int by_count_then_word(const void *a, const void *b) {
    const Entry *x = a;
    const Entry *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return strcmp(x->word, y->word);
}

int main(void) {
    Table table = {calloc(16, sizeof(Entry)), 16, 0};
    long lines = 0;
    long words = 0;
    long bytes = 0;
    char word[256];
    size_t length = 0;
    for (int c;;) {
        c = getchar();
        if (c != EOF) bytes++;
        if (c == '\n') lines++;
        if (c != EOF && isalpha(c) && length < sizeof word - 1) {
            word[length++] = (char)tolower(c);
        } else if (length > 0) {
            word[length] = 0;
            count(&table, word);
            words++;
            length = 0;
        }
        if (c == EOF) break;
    }
    printf("%ld lines, %ld words, %ld bytes, %zu different words\n", lines, words, bytes, table.used);

    size_t n = 0;
    for (size_t i = 0; i < table.capacity; i++) {
        if (table.slots[i].word != NULL) table.slots[n++] = table.slots[i];
    }
    qsort(table.slots, n, sizeof(Entry), by_count_then_word);
    for (size_t i = 0; i < n && i < 12; i++) printf("%5ld %s\n", table.slots[i].count, table.slots[i].word);
    for (size_t i = 0; i < n; i++) free(table.slots[i].word);
    free(table.slots);
    return 0;
}
