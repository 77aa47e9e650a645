// A Brainfuck interpreter: translates the program to compact instructions (runs folded, brackets resolved), then runs
// it in one loop around a dense switch, which WebAssembly sees as br_table. Reads the program from the file named by
// the first argument; the program's own input is standard input.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { TAPE = 30000 };

typedef enum { ADD, MOVE, PRINT, READ, OPEN, CLOSE, CLEAR, END } Operation;

typedef struct {
    Operation operation;
    int operand; // amount of ADD and MOVE, target of OPEN and CLOSE
} Instruction;

static Instruction *code;
static int length;

static Instruction *emit(Operation operation, int operand) {
    if ((length & (length - 1)) == 0) code = realloc(code, (length == 0 ? 1 : 2 * (size_t)length) * sizeof *code);
    code[length] = (Instruction){operation, operand};
    return &code[length++];
}

// Adds to the instruction just emitted if it is of the same kind.
static void emit_run(Operation operation, int amount) {
    if (length > 0 && code[length - 1].operation == operation) code[length - 1].operand += amount;
    else emit(operation, amount);
}

static void close_loop(int open) {
    if (open == length - 2 && code[length - 1].operation == ADD && code[length - 1].operand == -1) {
        length = open; // [-] sets the cell to zero
        emit(CLEAR, 0);
        return;
    }
    code[open].operand = length;
    emit(CLOSE, open);
}

static int translate(FILE *in) {
    int stack[256];
    int depth = 0;
    for (int c; (c = fgetc(in)) != EOF;) {
        switch (c) {
            case '+': emit_run(ADD, 1); break;
            case '-': emit_run(ADD, -1); break;
            case '>': emit_run(MOVE, 1); break;
            case '<': emit_run(MOVE, -1); break;
            case '.': emit(PRINT, 0); break;
            case ',': emit(READ, 0); break;
            case '[':
                if (depth == 256) return 0;
                stack[depth++] = length;
                emit(OPEN, 0);
                break;
            case ']':
                if (depth == 0) return 0;
                close_loop(stack[--depth]);
                break;
            default: break; // everything else is a comment
        }
    }
    emit(END, 0);
    return depth == 0;
}

static long run(void) {
    static uint8_t tape[TAPE];
    uint8_t *cell = tape;
    long steps = 0;
    for (const Instruction *i = code;; i++) {
        steps++;
        switch (i->operation) {
            case ADD: *cell = (uint8_t)(*cell + i->operand); break;
            case MOVE:
                cell += i->operand;
                if (cell < tape || cell >= tape + TAPE) {
                    puts("left the tape");
                    exit(1);
                }
                break;
            case PRINT: putchar(*cell); break;
            case READ: {
                int c = getchar();
                *cell = c == EOF ? 0 : (uint8_t)c;
                break;
            }
            case OPEN:
                if (*cell == 0) i = code + i->operand;
                break;
            case CLOSE:
                if (*cell != 0) i = code + i->operand;
                break;
            case CLEAR: *cell = 0; break;
            case END: return steps;
        }
    }
}

int main(int argc, char **argv) {
    FILE *in = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (in == NULL) {
        puts("usage: brainfuck FILE");
        return 2;
    }
    if (!translate(in)) {
        puts("brackets do not match");
        return 1;
    }
    fclose(in);
    printf("%d instructions\n", length);
    long steps = run();
    printf("%ld steps\n", steps);
    free(code);
    return 0;
}
