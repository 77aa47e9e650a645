// The C library's string functions, checked against each other and against simple loops: searching, comparing, copying
// with overlap, splitting, character classes, and lengths around every alignment that optimised versions care about.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int x) {
    return (x > 0) - (x < 0);
}

static void lengths_and_searches(void) {
    static char buffer[600];
    int wrong = 0;
    for (int offset = 0; offset < 20; offset++) {
        for (int length = 0; length < 130; length++) {
            memset(buffer, 'a', sizeof buffer);
            char *s = buffer + offset;
            s[length] = 0;
            wrong += strlen(s) != (size_t)length;
            wrong += strnlen(s, 64) != (size_t)(length < 64 ? length : 64);
            wrong += strchr(s, 'x') != NULL;
            wrong += memchr(s, 0, 600 - 20) != s + length;
            if (length > 0) {
                s[length / 2] = 'x';
                wrong += strchr(s, 'x') != s + length / 2;
                wrong += strrchr(s, 'x') != s + length / 2;
                wrong += strcspn(s, "xyz") != (size_t)(length / 2);
                wrong += strspn(s, "a") != (size_t)(length / 2);
            }
        }
    }
    printf("lengths and searches: %d wrong\n", wrong);
}

static void moves(void) {
    static unsigned char actual[400], expected[400];
    int wrong = 0;
    for (int from = 0; from < 40; from += 3) {
        for (int to = 0; to < 40; to += 3) {
            for (int length = 0; length < 300; length += 7) {
                for (int i = 0; i < 400; i++) actual[i] = expected[i] = (unsigned char)(i * 7);
                unsigned char copy[300];
                for (int i = 0; i < length; i++) copy[i] = expected[from + i];
                for (int i = 0; i < length; i++) expected[to + i] = copy[i];
                memmove(actual + to, actual + from, (size_t)length);
                wrong += memcmp(actual, expected, sizeof actual) != 0;
            }
        }
    }
    printf("overlapping moves: %d wrong\n", wrong);
}

static void comparisons(void) {
    static const char *const words[] = {"", "a", "A", "ab", "abc", "abd", "abcd", "B",
                                        "b", "\xff", "\x7f", "zebra", "Zebra"};
    enum { WORDS = sizeof words / sizeof *words };
    for (int i = 0; i < WORDS; i++) {
        for (int j = 0; j < WORDS; j++) {
            putchar("<=>"[sign(strcmp(words[i], words[j])) + 1]);
            putchar("<=>"[sign(strncmp(words[i], words[j], 2)) + 1]);
            putchar("<=>"[sign(strcasecmp(words[i], words[j])) + 1]);
            putchar(j == WORDS - 1 ? '\n' : ' ');
        }
    }
}

static void splitting(void) {
    char text[] = "  one, two;three ,,; four  ";
    char *rest;
    for (char *word = strtok_r(text, " ,;", &rest); word != NULL; word = strtok_r(NULL, " ,;", &rest)) {
        printf("[%s]", word);
    }
    putchar('\n');
    static const char *const needles[] = {"needle", "haystack", "yn", "needles", "", "kk"};
    const char *haystack = "haystackneedlehaystackneedleneedl";
    for (size_t i = 0; i < sizeof needles / sizeof *needles; i++) {
        const char *hit = strstr(haystack, needles[i]);
        printf("\"%s\" at %d; ", needles[i], hit == NULL ? -1 : (int)(hit - haystack));
    }
    putchar('\n');
}

static void building(void) {
    char text[64] = "start";
    strcat(text, "-middle");
    strncat(text, "-endless", 4);
    puts(text);
    strncpy(text, "short", 10);
    printf("strncpy pads with zeros: %d, the rest stays: %s\n", text[9] == 0, text + 10);
    char *copy = strndup("duplicate me", 9);
    printf("%s, %zu\n", copy, strlen(copy));
    free(copy);
}

static void classes(void) {
    static int (*const functions[])(int) = {isalpha, isdigit, isalnum, isspace, isupper,
                                            islower, ispunct, isprint, iscntrl, isxdigit};
    uint32_t hash = 0;
    for (int c = 0; c < 128; c++) {
        for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) hash = hash * 3 + (functions[f](c) != 0);
        hash = hash * 5 + (uint32_t)toupper(c) * 7 + (uint32_t)tolower(c);
    }
    printf("character classes %08x\n", hash);
}

int main(void) {
    lengths_and_searches();
    moves();
    comparisons();
    splitting();
    building();
    classes();
    return 0;
}
