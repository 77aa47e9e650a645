// A compressor: LZ77 with hash chains, then canonical Huffman codes for literals, lengths and distances, in blocks, and
// the decompressor that undoes it. Compresses the file named by the first argument and three generated inputs, checks
// each round trip and prints sizes and checksums. Exercises bit-twiddling, byte stores, table building and heap
// traffic.
//
// A block:  16 bits tokens-1 | 4-bit lengths of the 286 + 30 codes, zero runs packed | codes and their extra bits
// A literal is its byte; a match is a length symbol 257..285 and a distance symbol 0..29, whose bases and extra bits
// double every few symbols. Bits are filled from the lowest; codes are written highest bit first.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WINDOW = 32768,
    MIN_MATCH = 3,
    MAX_MATCH = 258,
    MAX_CHAIN = 64,
    HASH_SIZE = 32768,
    BLOCK_TOKENS = 16384,
    LITERALS = 286,
    DISTANCES = 30,
    FIRST_LENGTH = 257,
    MAX_BITS = 15,
};

typedef struct {
    uint8_t *bytes;
    size_t length;
    size_t capacity;
} Buffer;

static void put_byte(Buffer *b, uint8_t byte) {
    if (b->length == b->capacity) {
        b->capacity = b->capacity == 0 ? 4096 : b->capacity * 2;
        b->bytes = realloc(b->bytes, b->capacity);
        if (b->bytes == NULL) abort();
    }
    b->bytes[b->length++] = byte;
}

// ---- bits ----

typedef struct {
    Buffer out;
    uint64_t bits;
    int count;
} BitWriter;

static void put_bits(BitWriter *w, uint32_t value, int count) {
    w->bits |= (uint64_t)value << w->count;
    for (w->count += count; w->count >= 8; w->count -= 8) {
        put_byte(&w->out, (uint8_t)w->bits);
        w->bits >>= 8;
    }
}

static void put_code(BitWriter *w, uint32_t code, int length) {
    while (length-- > 0) put_bits(w, code >> length & 1, 1);
}

typedef struct {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t byte;
    int left;
} BitReader;

static uint32_t get_bit(BitReader *r) {
    if (r->left == 0) {
        if (r->at == r->end) {
            fputs("compressed data ends early\n", stderr);
            exit(1);
        }
        r->byte = *r->at++;
        r->left = 8;
    }
    uint32_t bit = r->byte & 1;
    r->byte >>= 1;
    r->left--;
    return bit;
}

static uint32_t get_bits(BitReader *r, int count) {
    uint32_t value = 0;
    for (int i = 0; i < count; i++) value |= get_bit(r) << i;
    return value;
}

// ---- length and distance symbols ----

typedef struct {
    int base;
    int extra; // number of extra bits
} Range;

static Range lengths[LITERALS - FIRST_LENGTH];
static Range distances[DISTANCES];

// `plain` symbols without extra bits come first; from there the number of extra bits rises every `step` symbols.
static void fill_ranges(Range *ranges, int count, int base, int plain, int step) {
    for (int i = 0; i < count; i++) {
        ranges[i].base = base;
        ranges[i].extra = i < plain ? 0 : (i - plain) / step + 1;
        base += 1 << ranges[i].extra;
    }
}

static int symbol_of(const Range *ranges, int count, int value) {
    int symbol = count - 1;
    while (ranges[symbol].base > value) symbol--;
    return symbol;
}

// ---- Huffman codes ----

// Code lengths from frequencies: repeatedly joins the two rarest trees. If a code comes out longer than MAX_BITS, the
// frequencies are flattened and it starts again.
static void code_lengths(const uint32_t *frequencies, int count, uint8_t *result) {
    uint32_t weight[2 * LITERALS];
    int parent[2 * LITERALS];
    uint32_t scaled[LITERALS];
    memcpy(scaled, frequencies, (size_t)count * sizeof *scaled);
    for (;;) {
        int nodes = 0;
        int leaf_of[LITERALS];
        int alive[2 * LITERALS];
        int living = 0;
        for (int i = 0; i < count; i++) {
            if (scaled[i] == 0) continue;
            leaf_of[nodes] = i;
            weight[nodes] = scaled[i];
            alive[living++] = nodes++;
        }
        int leaves = nodes;
        while (living > 1) {
            int pair[2];
            for (int k = 0; k < 2; k++) {
                int rarest = 0;
                for (int i = 1; i < living; i++) {
                    if (weight[alive[i]] < weight[alive[rarest]]) rarest = i;
                }
                pair[k] = alive[rarest];
                alive[rarest] = alive[--living];
            }
            weight[nodes] = weight[pair[0]] + weight[pair[1]];
            parent[pair[0]] = parent[pair[1]] = nodes;
            alive[living++] = nodes++;
        }
        memset(result, 0, (size_t)count);
        int longest = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            int depth = leaves == 1; // a lone symbol still needs one bit
            for (int node = leaf; node != nodes - 1; node = parent[node]) depth++;
            result[leaf_of[leaf]] = (uint8_t)(depth < 255 ? depth : 255);
            if (depth > longest) longest = depth;
        }
        if (longest <= MAX_BITS) return;
        for (int i = 0; i < count; i++) scaled[i] = scaled[i] == 0 ? 0 : scaled[i] / 4 + 1;
    }
}

// Canonical codes: shorter codes first, codes of one length in the order of their symbols.
static void assign_codes(const uint8_t *length, int count, uint16_t *codes) {
    int of_length[MAX_BITS + 1] = {0};
    for (int i = 0; i < count; i++) of_length[length[i]]++;
    of_length[0] = 0;
    uint16_t next[MAX_BITS + 2] = {0};
    for (int bits = 1; bits <= MAX_BITS; bits++) next[bits + 1] = (uint16_t)((next[bits] + of_length[bits]) << 1);
    for (int i = 0; i < count; i++) {
        if (length[i] != 0) codes[i] = next[length[i]]++;
    }
}

typedef struct {
    int first[MAX_BITS + 1];  // first code of each length
    int count[MAX_BITS + 1];  // number of codes of each length
    int offset[MAX_BITS + 1]; // index in symbols of the first code of each length
    uint16_t symbols[LITERALS];
} Decoder;

static void make_decoder(const uint8_t *length, int count, Decoder *d) {
    memset(d, 0, sizeof *d);
    for (int i = 0; i < count; i++) d->count[length[i]] += length[i] != 0;
    int code = 0;
    int offset = 0;
    for (int bits = 1; bits <= MAX_BITS; bits++) {
        d->first[bits] = code;
        d->offset[bits] = offset;
        code = (code + d->count[bits]) << 1;
        offset += d->count[bits];
    }
    int next[MAX_BITS + 1];
    memcpy(next, d->offset, sizeof next);
    for (int i = 0; i < count; i++) {
        if (length[i] != 0) d->symbols[next[length[i]]++] = (uint16_t)i;
    }
}

static int decode_symbol(BitReader *r, const Decoder *d) {
    int code = 0;
    for (int bits = 1; bits <= MAX_BITS; bits++) {
        code = code << 1 | (int)get_bit(r);
        int index = code - d->first[bits];
        if (index < d->count[bits]) return d->symbols[d->offset[bits] + index];
    }
    fputs("bad code\n", stderr);
    exit(1);
}

// ---- blocks ----

typedef struct {
    uint16_t length;   // 0 for a literal
    uint16_t distance; // or the literal's byte
} Token;

// A length 1..15 is written in four bits; a run of up to 256 zeros is a 0 and the run's length in eight.
static void put_code_lengths(BitWriter *w, const uint8_t *length, int count) {
    for (int i = 0; i < count;) {
        put_bits(w, length[i], 4);
        if (length[i++] != 0) continue;
        int run = 0;
        while (i < count && length[i] == 0 && run < 255) {
            i++;
            run++;
        }
        put_bits(w, (uint32_t)run, 8);
    }
}

static void get_code_lengths(BitReader *r, uint8_t *length, int count) {
    for (int i = 0; i < count;) {
        length[i] = (uint8_t)get_bits(r, 4);
        if (length[i++] != 0) continue;
        for (int run = (int)get_bits(r, 8); run > 0 && i < count; run--) length[i++] = 0;
    }
}

static void put_block(BitWriter *w, const Token *tokens, int count) {
    uint32_t literal_frequency[LITERALS] = {0};
    uint32_t distance_frequency[DISTANCES] = {0};
    for (int i = 0; i < count; i++) {
        if (tokens[i].length == 0) {
            literal_frequency[tokens[i].distance]++;
        } else {
            literal_frequency[FIRST_LENGTH + symbol_of(lengths, LITERALS - FIRST_LENGTH, tokens[i].length)]++;
            distance_frequency[symbol_of(distances, DISTANCES, tokens[i].distance)]++;
        }
    }
    uint8_t literal_length[LITERALS];
    uint8_t distance_length[DISTANCES];
    uint16_t literal_code[LITERALS];
    uint16_t distance_code[DISTANCES];
    code_lengths(literal_frequency, LITERALS, literal_length);
    code_lengths(distance_frequency, DISTANCES, distance_length);
    assign_codes(literal_length, LITERALS, literal_code);
    assign_codes(distance_length, DISTANCES, distance_code);

    put_bits(w, (uint32_t)count - 1, 16);
    put_code_lengths(w, literal_length, LITERALS);
    put_code_lengths(w, distance_length, DISTANCES);
    for (int i = 0; i < count; i++) {
        if (tokens[i].length == 0) {
            put_code(w, literal_code[tokens[i].distance], literal_length[tokens[i].distance]);
            continue;
        }
        int l = symbol_of(lengths, LITERALS - FIRST_LENGTH, tokens[i].length);
        put_code(w, literal_code[FIRST_LENGTH + l], literal_length[FIRST_LENGTH + l]);
        put_bits(w, (uint32_t)(tokens[i].length - lengths[l].base), lengths[l].extra);
        int d = symbol_of(distances, DISTANCES, tokens[i].distance);
        put_code(w, distance_code[d], distance_length[d]);
        put_bits(w, (uint32_t)(tokens[i].distance - distances[d].base), distances[d].extra);
    }
}

// ---- LZ77 ----

static uint32_t hash3(const uint8_t *p) {
    return ((uint32_t)(p[0] | p[1] << 8 | p[2] << 16) * 2654435761u) >> 17;
}

static Buffer compress(const uint8_t *data, size_t size) {
    BitWriter writer = {{NULL, 0, 0}, 0, 0};
    int32_t *head = malloc(HASH_SIZE * sizeof *head);     // hash -> latest position, or -1
    int32_t *previous = malloc(WINDOW * sizeof *previous); // position modulo window -> the one before it with its hash
    Token *tokens = malloc(BLOCK_TOKENS * sizeof *tokens);
    int count = 0;
    memset(head, -1, HASH_SIZE * sizeof *head);
    put_bits(&writer, (uint32_t)size, 32);
    for (size_t at = 0; at < size;) {
        int best = 0;
        size_t best_distance = 0;
        int limit = size - at < MAX_MATCH ? (int)(size - at) : MAX_MATCH;
        if (limit >= MIN_MATCH) {
            int32_t candidate = head[hash3(data + at)];
            for (int chain = 0; candidate >= 0 && at - (size_t)candidate < WINDOW && chain < MAX_CHAIN; chain++) {
                const uint8_t *earlier = data + candidate;
                int length = 0;
                while (length < limit && earlier[length] == data[at + (size_t)length]) length++;
                if (length > best) {
                    best = length;
                    best_distance = at - (size_t)candidate;
                }
                candidate = previous[candidate % WINDOW];
            }
        }
        int taken = best >= MIN_MATCH ? best : 1;
        tokens[count++] = best >= MIN_MATCH ? (Token){(uint16_t)best, (uint16_t)best_distance} : (Token){0, data[at]};
        for (int i = 0; i < taken; i++, at++) {
            if (size - at < MIN_MATCH) continue;
            uint32_t h = hash3(data + at);
            previous[at % WINDOW] = head[h];
            head[h] = (int32_t)at;
        }
        if (count == BLOCK_TOKENS) {
            put_block(&writer, tokens, count);
            count = 0;
        }
    }
    if (count > 0) put_block(&writer, tokens, count);
    put_bits(&writer, 0, 7); // flushes the last byte
    free(head);
    free(previous);
    free(tokens);
    return writer.out;
}

static Buffer decompress(const uint8_t *data, size_t size) {
    BitReader reader = {data, data + size, 0, 0};
    Buffer out = {NULL, 0, 0};
    size_t wanted = get_bits(&reader, 32);
    while (out.length < wanted) {
        uint8_t length[LITERALS];
        Decoder literal_decoder;
        Decoder distance_decoder;
        int count = (int)get_bits(&reader, 16) + 1;
        get_code_lengths(&reader, length, LITERALS);
        make_decoder(length, LITERALS, &literal_decoder);
        get_code_lengths(&reader, length, DISTANCES);
        make_decoder(length, DISTANCES, &distance_decoder);
        while (count-- > 0) {
            int symbol = decode_symbol(&reader, &literal_decoder);
            if (symbol < 256) {
                put_byte(&out, (uint8_t)symbol);
                continue;
            }
            Range l = lengths[symbol - FIRST_LENGTH];
            int run = l.base + (int)get_bits(&reader, l.extra);
            Range d = distances[decode_symbol(&reader, &distance_decoder)];
            size_t distance = (size_t)d.base + get_bits(&reader, d.extra);
            while (run-- > 0) put_byte(&out, out.bytes[out.length - distance]); // may overlap itself
        }
    }
    return out;
}

// ---- the test ----

static uint32_t adler32(const uint8_t *data, size_t size) {
    uint32_t a = 1;
    uint32_t b = 0;
    for (size_t i = 0; i < size; i++) {
        a = (a + data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static int round_trip(const char *name, const uint8_t *data, size_t size) {
    Buffer packed = compress(data, size);
    Buffer unpacked = decompress(packed.bytes, packed.length);
    int equal = unpacked.length == size && (size == 0 || memcmp(unpacked.bytes, data, size) == 0);
    printf("%-10s %7zu -> %7zu bytes, adler32 %08x -> %08x, round trip %s\n", name, size, packed.length,
           adler32(data, size), adler32(packed.bytes, packed.length), equal ? "equal" : "DIFFERENT");
    free(packed.bytes);
    free(unpacked.bytes);
    return equal;
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 24;
}

int main(int argc, char **argv) {
    fill_ranges(lengths, LITERALS - FIRST_LENGTH, MIN_MATCH, 8, 4);
    fill_ranges(distances, DISTANCES, 1, 4, 2);
    int equal = round_trip("empty", NULL, 0);
    if (argc > 1) {
        FILE *in = fopen(argv[1], "rb");
        if (in == NULL) {
            puts("cannot open the file");
            return 2;
        }
        Buffer text = {NULL, 0, 0};
        for (int c; (c = fgetc(in)) != EOF;) put_byte(&text, (uint8_t)c);
        fclose(in);
        equal &= round_trip("file", text.bytes, text.length);
        free(text.bytes);
    }
    enum { SIZE = 150000 };
    uint8_t *data = malloc(SIZE);
    uint32_t state = 1;
    for (int i = 0; i < SIZE; i++) data[i] = (uint8_t)next_random(&state);
    equal &= round_trip("noise", data, SIZE);
    for (int i = 0; i < SIZE; i++) data[i] = (uint8_t)"abcdefgh"[next_random(&state) & next_random(&state) & 7];
    equal &= round_trip("skewed", data, SIZE);
    memset(data, 'z', SIZE);
    equal &= round_trip("run", data, SIZE);
    free(data);
    return equal ? 0 : 1;
}
