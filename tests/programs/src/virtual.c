// Object orientation by hand: tables of function pointers with many different signatures, called indirectly, in
// patterns from monomorphic to random. Every signature is its own type index in WebAssembly, checked at each
// call_indirect.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Shape Shape;

typedef struct {
    const char *name;
    double (*area)(const Shape *);
    void (*scale)(Shape *, double);
    int (*corners)(const Shape *);
    int64_t (*pack)(const Shape *, int64_t, int);
    float (*mix)(const Shape *, float, int, double, int64_t);
} Vtable;

struct Shape {
    const Vtable *vtable;
    double a;
    double b;
};

static double circle_area(const Shape *s) { return 3.0 * s->a * s->a; } // pi is 3 here: exact in binary
static double rectangle_area(const Shape *s) { return s->a * s->b; }
static double triangle_area(const Shape *s) { return s->a * s->b / 2; }
static void scale_one(Shape *s, double k) { s->a *= k; }
static void scale_both(Shape *s, double k) { s->a *= k; s->b *= k; }
static int no_corners(const Shape *s) { (void)s; return 0; }
static int three_corners(const Shape *s) { (void)s; return 3; }
static int four_corners(const Shape *s) { (void)s; return 4; }
static int64_t pack_high(const Shape *s, int64_t x, int n) {
    return (int64_t)((uint64_t)x * 31 + ((uint64_t)s->a << (n & 31)));
}
static int64_t pack_xor(const Shape *s, int64_t x, int n) {
    return (int64_t)((uint64_t)(x ^ (int64_t)(s->b * n)) + (uint64_t)(x >> 7));
}
static float mix_sum(const Shape *s, float f, int i, double d, int64_t l) {
    return f / 2 + (float)i + (float)d + (float)(l & 15) + (float)s->a;
}
static float mix_last(const Shape *s, float f, int i, double d, int64_t l) {
    (void)s; (void)i; (void)d;
    return f / 4 + (float)(l & 7);
}

static const Vtable vtables[] = {
    {"circle", circle_area, scale_one, no_corners, pack_high, mix_sum},
    {"rectangle", rectangle_area, scale_both, four_corners, pack_xor, mix_last},
    {"triangle", triangle_area, scale_both, three_corners, pack_high, mix_last},
};

enum { SHAPES = 999, ROUNDS = 40 };

static uint32_t state = 12345;

static uint32_t next_random(void) {
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

static void run(const char *pattern, Shape *shapes) {
    double area = 0;
    int corners = 0;
    int64_t packed = 1;
    float mixed = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SHAPES; i++) {
            Shape *s = &shapes[i];
            area += s->vtable->area(s);
            corners += s->vtable->corners(s);
            packed = s->vtable->pack(s, packed, i);
            mixed = s->vtable->mix(s, mixed, i & 3, 0.5, packed);
            s->vtable->scale(s, round % 2 == 0 ? 2.0 : 0.5);
        }
    }
    printf("%-12s area %.2f corners %d packed %016llx mixed %.4f\n", pattern, area, corners,
           (unsigned long long)packed, mixed);
}

// A table of unary functions, composed at random: call targets that come from data.
static int64_t increment(int64_t x) { return (int64_t)((uint64_t)x + 1); }
static int64_t twice(int64_t x) { return (int64_t)((uint64_t)x << 1); }
static int64_t negate(int64_t x) { return (int64_t)-(uint64_t)x; }
static int64_t square(int64_t x) { return (x % 100003) * (x % 100003); }
static int64_t halve(int64_t x) { return x / 2; }
static int64_t collatz(int64_t x) { return x % 2 == 0 ? halve(x) : 3 * (x % 1000000007) + 1; }

static int64_t (*const functions[])(int64_t) = {increment, twice, negate, square, halve, collatz};

// Recursion through a function pointer, as in interpreters that walk trees.
typedef struct Node Node;
struct Node {
    int64_t (*evaluate)(const Node *);
    const Node *left;
    const Node *right;
    int64_t value;
};

static int64_t evaluate_leaf(const Node *n) { return n->value; }
static int64_t evaluate_sum(const Node *n) { return n->left->evaluate(n->left) + n->right->evaluate(n->right); }
static int64_t evaluate_product(const Node *n) {
    return n->left->evaluate(n->left) * n->right->evaluate(n->right) % 1000003;
}

static const Node *build(int depth) {
    Node *n = malloc(sizeof *n);
    if (depth == 0) {
        *n = (Node){evaluate_leaf, NULL, NULL, (int64_t)(next_random() % 100)};
    } else {
        const Node *left = build(depth - 1);
        const Node *right = build(depth - 1);
        *n = (Node){next_random() % 2 == 0 ? evaluate_sum : evaluate_product, left, right, 0};
    }
    return n;
}

static void free_tree(const Node *n) {
    if (n == NULL) return;
    free_tree(n->left);
    free_tree(n->right);
    free((void *)n);
}

int main(void) {
    static Shape shapes[SHAPES];
    static const char *const patterns[] = {"same", "alternating", "random"};
    for (int p = 0; p < 3; p++) {
        for (int i = 0; i < SHAPES; i++) {
            uint32_t kind = p == 0 ? 0 : p == 1 ? (uint32_t)i % 3 : next_random() % 3;
            shapes[i] = (Shape){&vtables[kind], 1.0 + i % 10, 1.0 + i % 5};
        }
        run(patterns[p], shapes);
    }
    printf("%s, %s, %s\n", vtables[0].name, vtables[1].name, vtables[2].name);

    int64_t x = 7;
    for (int i = 0; i < 100000; i++) x = functions[next_random() % 6](x);
    printf("composed functions: %lld\n", (long long)x);

    const Node *tree = build(12);
    printf("tree: %lld\n", (long long)tree->evaluate(tree));
    free_tree(tree);
    return 0;
}
