// Arguments, environment and exit code: the three things a command gets from, or gives to, its caller.
//
// usage: hello [--exit CODE] [WORD...]
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

int main(int argc, char **argv) {
    int code = 0;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--exit") == 0) {
        code = atoi(argv[2]);
        first = 3;
    }
    puts("Hello, WebAssembly!");
    for (int i = first; i < argc; i++) {
        printf("argument %d: \"%s\", %zu bytes\n", i, argv[i], strlen(argv[i]));
    }
    for (char **variable = environ; *variable != NULL; variable++) {
        printf("environment: %s\n", *variable);
    }
    const char *greeting = getenv("GREETING");
    printf("GREETING is %s\n", greeting != NULL ? greeting : "not set");
    fprintf(stderr, "this line goes to standard error\n");
    return code;
}
