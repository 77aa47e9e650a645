// A small language with variables, functions of one parameter, conditions and loops by recursion: a compiler from
// source text to bytecode for a stack machine, and the machine. Reads definitions and expressions from standard input,
// one a line, and prints the value of each expression; errors name line and column and do not stop the run.
//
//   program    = { line }
//   line       = "def" name "(" name ")" "=" expression | name "=" expression | expression
//   expression = comparison [ "?" expression ":" expression ]
//   comparison = sum [ ("<" | "==") sum ]
//   sum        = product { ("+" | "-") product }
//   product    = unary { ("*" | "/" | "%") unary }
//   unary      = "-" unary | number | name | name "(" expression ")" | "(" expression ")"
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 64, MAX_CODE = 4096, MAX_STACK = 10000, NAME_SIZE = 16 };

typedef enum {
    PUSH, LOAD_GLOBAL, STORE_GLOBAL, LOAD_PARAMETER, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, LESS, EQUAL,
    JUMP, JUMP_IF_ZERO, CALL, RETURN, HALT
} Operation;

typedef struct {
    Operation operation;
    int64_t operand;
} Instruction;

typedef struct {
    char name[NAME_SIZE];
    int is_function;
    int64_t value; // of a variable; the entry of a function
} Name;

static Instruction code[MAX_CODE];
static int code_size;
static Name names[MAX_NAMES];
static int name_count;

// The line being compiled.
static const char *line;
static const char *at;
static char parameter[NAME_SIZE]; // of the function being compiled; "" outside
static const char *error;

static int emit(Operation operation, int64_t operand) {
    if (code_size == MAX_CODE) {
        error = "program is too long";
        return 0;
    }
    code[code_size] = (Instruction){operation, operand};
    return code_size++;
}

static void skip_spaces(void) {
    while (*at == ' ') at++;
}

static int accept(const char *token) {
    skip_spaces();
    size_t length = strlen(token);
    if (strncmp(at, token, length) != 0) return 0;
    at += length;
    return 1;
}

static void expect(const char *token) {
    static char message[32];
    if (error == NULL && !accept(token)) {
        snprintf(message, sizeof message, "expected '%s'", token);
        error = message;
    }
}

static int read_name(char name[NAME_SIZE]) {
    skip_spaces();
    int length = 0;
    while (isalpha((unsigned char)at[length]) && length < NAME_SIZE - 1) length++;
    memcpy(name, at, (size_t)length);
    name[length] = 0;
    at += length;
    return length > 0;
}

static Name *find(const char *name) {
    for (int i = 0; i < name_count; i++) {
        if (strcmp(names[i].name, name) == 0) return &names[i];
    }
    return NULL;
}

static Name *define(const char *name, int is_function) {
    Name *found = find(name);
    if (found == NULL) {
        if (name_count == MAX_NAMES) {
            error = "too many names";
            return NULL;
        }
        found = &names[name_count++];
        strcpy(found->name, name);
    }
    found->is_function = is_function;
    return found;
}

static void expression(void);

static void unary(void) {
    char name[NAME_SIZE];
    if (error != NULL) return;
    if (accept("-")) {
        unary();
        emit(NEGATE, 0);
    } else if (accept("(")) {
        expression();
        expect(")");
    } else if (isdigit((unsigned char)*at)) {
        char *end;
        emit(PUSH, strtoll(at, &end, 10));
        at = end;
    } else if (read_name(name)) {
        Name *known = find(name);
        if (strcmp(name, parameter) == 0) {
            emit(LOAD_PARAMETER, 0);
        } else if (known == NULL) {
            at -= strlen(name);
            error = "unknown name";
        } else if (known->is_function) {
            expect("(");
            expression();
            expect(")");
            emit(CALL, known - names);
        } else {
            emit(LOAD_GLOBAL, known - names);
        }
    } else {
        error = "expected a value";
    }
}

static void product(void) {
    unary();
    for (;;) {
        Operation operation;
        if (accept("*")) operation = MULTIPLY;
        else if (accept("/")) operation = DIVIDE;
        else if (accept("%")) operation = REMAINDER;
        else return;
        unary();
        emit(operation, 0);
    }
}

static void sum(void) {
    product();
    for (;;) {
        Operation operation;
        if (accept("+")) operation = ADD;
        else if (accept("-")) operation = SUBTRACT;
        else return;
        product();
        emit(operation, 0);
    }
}

static void comparison(void) {
    sum();
    if (accept("<")) {
        sum();
        emit(LESS, 0);
    } else if (accept("==")) {
        sum();
        emit(EQUAL, 0);
    }
}

static void expression(void) {
    comparison();
    if (!accept("?")) return;
    int to_else = emit(JUMP_IF_ZERO, 0);
    expression();
    expect(":");
    int to_end = emit(JUMP, 0);
    code[to_else].operand = code_size;
    expression();
    code[to_end].operand = code_size;
}

static int64_t stack[MAX_STACK];

// Runs from `entry` until HALT; sets `error` and gives 0 if it fails. A call pushes the caller's frame and return
// address above the argument:  ... argument | frame | return address | temporaries
static int64_t run(int entry, long *steps) {
    int top = 0;   // first free slot
    int frame = 0; // slot of the argument
    for (const Instruction *pc = &code[entry];; pc++) {
        ++*steps;
        if (top > MAX_STACK - 4) {
            error = "stack overflow";
            return 0;
        }
        int64_t *s = &stack[top];
        switch (pc->operation) {
            case PUSH: stack[top++] = pc->operand; break;
            case LOAD_GLOBAL: stack[top++] = names[pc->operand].value; break;
            case STORE_GLOBAL: names[pc->operand].value = stack[--top]; break;
            case LOAD_PARAMETER: stack[top++] = stack[frame]; break;
            case ADD: s[-2] = (int64_t)((uint64_t)s[-2] + (uint64_t)s[-1]); top--; break;
            case SUBTRACT: s[-2] = (int64_t)((uint64_t)s[-2] - (uint64_t)s[-1]); top--; break;
            case MULTIPLY: s[-2] = (int64_t)((uint64_t)s[-2] * (uint64_t)s[-1]); top--; break;
            case DIVIDE: case REMAINDER:
                if (s[-1] == 0 || (s[-1] == -1 && s[-2] == INT64_MIN)) {
                    error = "bad division";
                    return 0;
                }
                s[-2] = pc->operation == DIVIDE ? s[-2] / s[-1] : s[-2] % s[-1];
                top--;
                break;
            case NEGATE: s[-1] = (int64_t)-(uint64_t)s[-1]; break;
            case LESS: s[-2] = s[-2] < s[-1]; top--; break;
            case EQUAL: s[-2] = s[-2] == s[-1]; top--; break;
            case JUMP: pc = &code[pc->operand] - 1; break;
            case JUMP_IF_ZERO:
                if (stack[--top] == 0) pc = &code[pc->operand] - 1;
                break;
            case CALL:
                stack[top] = frame;
                stack[top + 1] = pc - code;
                frame = top - 1;
                top += 2;
                pc = &code[names[pc->operand].value] - 1;
                break;
            case RETURN: {
                int64_t result = s[-1];
                top = frame + 1;
                pc = &code[stack[frame + 2]];
                frame = (int)stack[frame + 1];
                stack[top - 1] = result;
                break;
            }
            case HALT: return top > 0 ? stack[top - 1] : 0;
        }
    }
}

static void define_function(void) {
    char name[NAME_SIZE];
    if (!read_name(name)) error = "expected a name";
    expect("(");
    if (error == NULL && !read_name(parameter)) error = "expected a parameter";
    expect(")");
    expect("=");
    Name *function = error == NULL ? define(name, 1) : NULL;
    if (function == NULL) return;
    int entry = code_size;
    expression(); // may call the function itself: a call names it, and its entry is looked up when the call runs
    emit(RETURN, 0);
    if (error == NULL) function->value = entry;
}

static void compile_and_run(int number, long *steps) {
    int start = code_size;
    int known_names = name_count;
    char name[NAME_SIZE];
    int is_definition = 0;
    int64_t value = 0;
    error = NULL;
    parameter[0] = 0;
    at = line;
    if (accept("def ")) {
        is_definition = 1;
        define_function();
    } else {
        const char *before = at;
        int is_assignment = read_name(name) && accept("=") && *at != '=';
        if (!is_assignment) at = before;
        expression();
        if (is_assignment && error == NULL) {
            is_definition = 1;
            Name *variable = define(name, 0);
            if (variable != NULL) emit(STORE_GLOBAL, variable - names);
        }
        emit(HALT, 0);
    }
    skip_spaces();
    if (error == NULL && *at != 0) error = "unexpected text";
    int compiled = error == NULL;
    if (compiled && code[code_size - 1].operation == HALT) value = run(start, steps);
    if (error != NULL) {
        if (compiled) printf("line %d: %s\n", number, error);
        else printf("line %d, column %d: %s\n", number, (int)(at - line) + 1, error);
    } else if (!is_definition) {
        printf("%lld\n", (long long)value);
    }
    if (!compiled) name_count = known_names;
    if (!compiled || code[code_size - 1].operation == HALT) code_size = start;
}

int main(void) {
    char text[256];
    long steps = 0;
    int number = 0;
    while (fgets(text, sizeof text, stdin) != NULL) {
        number++;
        text[strcspn(text, "\n")] = 0;
        line = text;
        at = text;
        skip_spaces();
        if (*at != 0 && *at != '#') compile_and_run(number, &steps);
    }
    printf("%ld steps\n", steps);
    return 0;
}
