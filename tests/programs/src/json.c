// A recursive-descent JSON parser (RFC 8259) and pretty-printer. Reads the file named by the first argument, or
// standard input, and prints the document indented with its object members in their order. A malformed document gives
// "line:column: message" and exit code 1. Exercises recursion, string building, malloc, strtod and %.17g.
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 200 };

typedef enum { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } Kind;

typedef struct Value Value;

typedef struct {
    char *bytes; // may hold zero bytes
    size_t length;
} String;

// Arrays and objects keep their children in one growing list; an object's list has a name with each child.
struct Value {
    Kind kind;
    double number;
    String string;
    Value **children;
    String *names;
    size_t count;
};

typedef struct {
    const char *text;
    const char *end;
    const char *at;
    int depth;
} Parser;

static void *checked(void *memory) {
    if (memory == NULL) {
        fputs("out of memory\n", stderr);
        exit(3);
    }
    return memory;
}

static void fail(const Parser *p, const char *format, ...) {
    int line = 1;
    int column = 1;
    for (const char *c = p->text; c < p->at; c++) {
        column++;
        if (*c == '\n') {
            line++;
            column = 1;
        }
    }
    va_list arguments;
    va_start(arguments, format);
    printf("%d:%d: ", line, column);
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
    exit(1);
}

static void skip_space(Parser *p) {
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) p->at++;
}

// The byte at the current position, or -1 at the end. A zero byte in the text is thus not mistaken for the end.
static int peek(const Parser *p) {
    return p->at < p->end ? (unsigned char)*p->at : -1;
}

static void expect(Parser *p, char wanted) {
    if (peek(p) != wanted) fail(p, "expected '%c'", wanted);
    p->at++;
}

static unsigned parse_hex4(Parser *p) {
    unsigned code = 0;
    for (int i = 0; i < 4; i++) {
        int c = peek(p);
        if (c < 0 || !isxdigit(c)) fail(p, "\\u needs four hexadecimal digits");
        code = code * 16 + (unsigned)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
        p->at++;
    }
    return code;
}

static void append(String *s, int byte) {
    if ((s->length & (s->length - 1)) == 0) { // full at every power of two
        s->bytes = checked(realloc(s->bytes, s->length == 0 ? 1 : s->length * 2));
    }
    s->bytes[s->length++] = (char)byte;
}

static void append_utf8(String *s, unsigned code) {
    if (code < 0x80) {
        append(s, (int)code);
    } else if (code < 0x800) {
        append(s, (int)(0xC0 | code >> 6));
        append(s, (int)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        append(s, (int)(0xE0 | code >> 12));
        append(s, (int)(0x80 | (code >> 6 & 0x3F)));
        append(s, (int)(0x80 | (code & 0x3F)));
    } else {
        append(s, (int)(0xF0 | code >> 18));
        append(s, (int)(0x80 | (code >> 12 & 0x3F)));
        append(s, (int)(0x80 | (code >> 6 & 0x3F)));
        append(s, (int)(0x80 | (code & 0x3F)));
    }
}

static void parse_escape(Parser *p, String *s) {
    int c = peek(p);
    switch (c) {
        case '"': case '\\': case '/': append(s, c); break;
        case 'b': append(s, '\b'); break;
        case 'f': append(s, '\f'); break;
        case 'n': append(s, '\n'); break;
        case 'r': append(s, '\r'); break;
        case 't': append(s, '\t'); break;
        case 'u': {
            p->at++;
            unsigned code = parse_hex4(p);
            if (code >= 0xDC00 && code < 0xE000) fail(p, "low surrogate without a high one");
            if (code >= 0xD800 && code < 0xDC00) {
                expect(p, '\\');
                expect(p, 'u');
                unsigned low = parse_hex4(p);
                if (low < 0xDC00 || low >= 0xE000) fail(p, "high surrogate without a low one");
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            }
            append_utf8(s, code);
            return;
        }
        default: fail(p, "unknown escape");
    }
    p->at++;
}

static String parse_string(Parser *p) {
    String s = {NULL, 0};
    expect(p, '"');
    for (;;) {
        int c = peek(p);
        if (c < 0) fail(p, "string is not closed");
        if (c < 0x20) fail(p, "control character %d in a string", c);
        p->at++;
        if (c == '"') return s;
        if (c == '\\') parse_escape(p, &s);
        else append(&s, c);
    }
}

static void skip_digits(Parser *p) {
    if (peek(p) < 0 || !isdigit(peek(p))) fail(p, "expected a digit");
    while (peek(p) >= 0 && isdigit(peek(p))) p->at++;
}

// The grammar is checked here, since strtod accepts more (hexadecimal, "inf", leading zeros).
static double parse_number(Parser *p) {
    const char *start = p->at;
    if (peek(p) == '-') p->at++;
    if (peek(p) == '0') p->at++;
    else skip_digits(p);
    if (peek(p) == '.') {
        p->at++;
        skip_digits(p);
    }
    if (peek(p) == 'e' || peek(p) == 'E') {
        p->at++;
        if (peek(p) == '+' || peek(p) == '-') p->at++;
        skip_digits(p);
    }
    double number = strtod(start, NULL);
    if (isinf(number)) {
        p->at = start;
        fail(p, "number is too big");
    }
    return number;
}

static Value *parse_value(Parser *p);

// The elements of an array or the members of an object: the two differ in the closing bracket and in the names.
static void parse_children(Parser *p, Value *value, char close) {
    if (++p->depth > MAX_DEPTH) fail(p, "nested deeper than %d", MAX_DEPTH);
    p->at++;
    skip_space(p);
    if (peek(p) != close) {
        for (;;) {
            size_t n = value->count + 1;
            value->children = checked(realloc(value->children, n * sizeof *value->children));
            if (value->kind == JSON_OBJECT) {
                value->names = checked(realloc(value->names, n * sizeof *value->names));
                skip_space(p);
                if (peek(p) != '"') fail(p, "expected a member name");
                value->names[n - 1] = parse_string(p);
                skip_space(p);
                expect(p, ':');
            }
            value->children[n - 1] = parse_value(p);
            value->count = n;
            skip_space(p);
            if (peek(p) == close) break;
            if (peek(p) != ',') fail(p, "expected ',' or '%c'", close);
            p->at++;
        }
    }
    p->at++;
    p->depth--;
}

static Kind parse_word(Parser *p) {
    static const struct {
        const char *word;
        Kind kind;
    } words[] = {{"null", JSON_NULL}, {"false", JSON_FALSE}, {"true", JSON_TRUE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        if ((size_t)(p->end - p->at) >= length && memcmp(p->at, words[i].word, length) == 0) {
            p->at += length;
            return words[i].kind;
        }
    }
    fail(p, p->at == p->end ? "unexpected end of the document" : "expected a value");
    return JSON_NULL;
}

static Value *parse_value(Parser *p) {
    Value *value = checked(calloc(1, sizeof *value));
    skip_space(p);
    switch (peek(p)) {
        case '{':
            value->kind = JSON_OBJECT;
            parse_children(p, value, '}');
            break;
        case '[':
            value->kind = JSON_ARRAY;
            parse_children(p, value, ']');
            break;
        case '"':
            value->kind = JSON_STRING;
            value->string = parse_string(p);
            break;
        case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
            value->kind = JSON_NUMBER;
            value->number = parse_number(p);
            break;
        default: value->kind = parse_word(p);
    }
    return value;
}

static void print_string(String s) {
    static const char escapes[] = "\"\"\\\\b\bf\fn\nr\rt\t"; // pairs: letter, character
    putchar('"');
    for (size_t i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.bytes[i];
        int letter = 0;
        for (const char *e = escapes; *e != 0; e += 2) {
            if (e[1] == (char)c) letter = e[0];
        }
        if (letter != 0) printf("\\%c", letter);
        else if (c < 0x20) printf("\\u%04x", c);
        else putchar(c);
    }
    putchar('"');
}

// Integers print as such, other numbers with the fewest of 15 to 17 digits that read back as the same number.
static void print_number(double number) {
    if (fabs(number) < 1e15 && number == floor(number)) {
        printf("%.0f", number);
        return;
    }
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number) break;
    }
    fputs(text, stdout);
}

static void print_value(const Value *value, int indent) {
    static const char *const words[] = {"null", "false", "true"};
    switch (value->kind) {
        case JSON_NULL: case JSON_FALSE: case JSON_TRUE: fputs(words[value->kind], stdout); return;
        case JSON_NUMBER: print_number(value->number); return;
        case JSON_STRING: print_string(value->string); return;
        case JSON_ARRAY: case JSON_OBJECT: break;
    }
    const char *brackets = value->kind == JSON_ARRAY ? "[]" : "{}";
    putchar(brackets[0]);
    for (size_t i = 0; i < value->count; i++) {
        printf("%s\n%*s", i > 0 ? "," : "", indent + 2, "");
        if (value->kind == JSON_OBJECT) {
            print_string(value->names[i]);
            fputs(": ", stdout);
        }
        print_value(value->children[i], indent + 2);
    }
    if (value->count > 0) printf("\n%*s", indent, "");
    putchar(brackets[1]);
}

static void free_value(Value *value) {
    for (size_t i = 0; i < value->count; i++) {
        free_value(value->children[i]);
        if (value->kind == JSON_OBJECT) free(value->names[i].bytes);
    }
    free(value->children);
    free(value->names);
    free(value->string.bytes);
    free(value);
}

// The whole stream, followed by a zero byte (for strtod, which stops there).
static String read_all(FILE *in) {
    String s = {NULL, 0};
    for (int c; (c = fgetc(in)) != EOF;) append(&s, c);
    append(&s, 0);
    s.length--;
    return s;
}

int main(int argc, char **argv) {
    FILE *in = argc > 1 ? fopen(argv[1], "rb") : stdin;
    if (in == NULL) {
        puts("cannot open the file");
        return 2;
    }
    String text = read_all(in);
    Parser parser = {text.bytes, text.bytes + text.length, text.bytes, 0};
    Value *document = parse_value(&parser);
    skip_space(&parser);
    if (parser.at != parser.end) fail(&parser, "text after the document");
    print_value(document, 0);
    putchar('\n');
    free_value(document);
    free(text.bytes);
    return 0;
}
