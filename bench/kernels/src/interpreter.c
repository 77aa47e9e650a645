// A small register machine that runs a program of n rounds: an interpreter, whose switch becomes
// br_table. The program computes the lengths of Collatz sequences.
typedef enum {
    SET, ADD, ADD_ONE, HALF, TRIPLE, IS_ODD, JUMP, JUMP_IF_ZERO, JUMP_IF_NOT_ONE, JUMP_IF_LESS, COPY, STOP
} Operation;

typedef struct {
    Operation operation;
    int a, b, c;
} Instruction;

// r0 start value, r1 limit, r2 current value, r3 total length, r4 scratch
static const Instruction program[] = {
    {SET, 0, 1, 0},
    {COPY, 2, 0, 0},             // 1: next start value
    {JUMP_IF_NOT_ONE, 2, 4, 0},  // 2: next step
    {JUMP, 11, 0, 0},            // 3
    {ADD_ONE, 3, 0, 0},          // 4
    {IS_ODD, 4, 2, 0},           // 5
    {JUMP_IF_ZERO, 4, 9, 0},     // 6
    {TRIPLE, 2, 0, 0},           // 7
    {JUMP, 2, 0, 0},             // 8
    {HALF, 2, 0, 0},             // 9
    {JUMP, 2, 0, 0},             // 10
    {ADD_ONE, 0, 0, 0},          // 11
    {JUMP_IF_LESS, 0, 1, 1},     // 12
    {STOP, 0, 0, 0},             // 13
};

__attribute__((export_name("run"))) long long run(int n) {
    long long r[5] = {0, n, 0, 0, 0};
    for (const Instruction *i = program;; i++) {
        switch (i->operation) {
            case SET: r[i->a] = i->b; break;
            case ADD: r[i->a] += r[i->b]; break;
            case ADD_ONE: r[i->a]++; break;
            case HALF: r[i->a] /= 2; break;
            case TRIPLE: r[i->a] = 3 * r[i->a] + 1; break;
            case IS_ODD: r[i->a] = r[i->b] & 1; break;
            case JUMP: i = program + i->a - 1; break;
            case JUMP_IF_ZERO:
                if (r[i->a] == 0) i = program + i->b - 1;
                break;
            case JUMP_IF_NOT_ONE:
                if (r[i->a] != 1) i = program + i->b - 1;
                break;
            case JUMP_IF_LESS:
                if (r[i->a] < r[i->b]) i = program + i->c - 1;
                break;
            case COPY: r[i->a] = r[i->b]; break;
            case STOP: return r[3];
        }
    }
}
