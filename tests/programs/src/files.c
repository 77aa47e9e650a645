// File input and output under the preopened directory /work: create, append, seek, read, rename, unlink, truncate, and
// the errors that belong to each.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __wasm__
#define WORK "/work/"
#else
#define WORK "" // The native program runs inside the scratch directory.
#endif

static void fail(const char *what) {
    printf("unexpected failure: %s: errno %d\n", what, errno);
    exit(1);
}

// Error numbers differ between systems, so the output names them.
static const char *error_name(int error) {
    switch (error) {
        case ENOENT: return "ENOENT";
        case EEXIST: return "EEXIST";
        case EISDIR: return "EISDIR";
        case ENOTDIR: return "ENOTDIR";
        case EBADF: return "EBADF";
        case EINVAL: return "EINVAL";
        case ENOTEMPTY: return "ENOTEMPTY";
        default: return "another error";
    }
}

static void print_file(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) fail(path);
    char line[128];
    for (int number = 1; fgets(line, sizeof line, file) != NULL; number++) printf("  %d: %s", number, line);
    if (ferror(file) || fclose(file) != 0) fail("read");
}

static void streams(void) {
    FILE *file = fopen(WORK "log.txt", "w");
    if (file == NULL) fail("create");
    for (int i = 0; i < 3; i++) fprintf(file, "line %d\n", i);
    if (fclose(file) != 0) fail("close");

    file = fopen(WORK "log.txt", "a");
    fputs("appended\n", file);
    fclose(file);
    puts("after append:");
    print_file(WORK "log.txt");

    file = fopen(WORK "log.txt", "r+");
    fseek(file, 7, SEEK_SET);
    fputs("LINE", file);
    fseek(file, -9, SEEK_END);
    printf("position of the last line: %ld\n", ftell(file));
    int first = fgetc(file);
    ungetc(first, file);
    char word[16];
    if (fscanf(file, "%15s", word) != 1) fail("fscanf");
    printf("last word: %s\n", word);
    fclose(file);
    puts("after overwriting in the middle:");
    print_file(WORK "log.txt");
}

static void binary(void) {
    // Bigger than any stdio buffer, written and read in odd-sized pieces.
    enum { SIZE = 200003 };
    unsigned char *data = malloc(SIZE);
    unsigned state = 1;
    for (int i = 0; i < SIZE; i++) {
        state = state * 1103515245u + 12345u;
        data[i] = (unsigned char)(state >> 16);
    }
    FILE *file = fopen(WORK "data.bin", "wb");
    for (int at = 0; at < SIZE; at += 997) fwrite(data + at, 1, SIZE - at < 997 ? SIZE - at : 997, file);
    fclose(file);

    file = fopen(WORK "data.bin", "rb");
    int equal = 1;
    long total = 0;
    unsigned char piece[1013];
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0; total += (long)n) {
        equal &= memcmp(piece, data + total, n) == 0;
    }
    printf("binary file: %ld bytes, %s, end of file %s\n", total, equal ? "equal" : "DIFFERENT",
           feof(file) ? "reached" : "not reached");
    fclose(file);
    free(data);
}

static void descriptors(void) {
    int fd = open(WORK "raw.bin", O_RDWR | O_CREAT | O_EXCL, 0644);
    if (fd < 0) fail("open exclusively");
    if (open(WORK "raw.bin", O_RDWR | O_CREAT | O_EXCL, 0644) >= 0) fail("open exclusively twice");
    printf("creating it again: %s\n", error_name(errno));

    if (write(fd, "0123456789", 10) != 10) fail("write");
    if (lseek(fd, 20, SEEK_SET) != 20 || write(fd, "end", 3) != 3) fail("write beyond the end");
    struct stat status;
    if (fstat(fd, &status) != 0) fail("fstat");
    printf("size with a hole: %lld, regular file: %d\n", (long long)status.st_size, S_ISREG(status.st_mode) != 0);

    char buffer[32];
    memset(buffer, '?', sizeof buffer);
    if (pread(fd, buffer, sizeof buffer, 8) != 15) fail("pread");
    for (int i = 0; i < 16; i++) putchar(buffer[i] == 0 ? '.' : buffer[i]);
    putchar('\n');
    if (pwrite(fd, "AB", 2, 4) != 2) fail("pwrite");
    printf("position is untouched by pread and pwrite: %lld\n", (long long)lseek(fd, 0, SEEK_CUR));

    if (ftruncate(fd, 6) != 0) fail("ftruncate");
    lseek(fd, 0, SEEK_SET);
    ssize_t count = read(fd, buffer, sizeof buffer);
    printf("after truncation: %zd bytes, \"%.*s\"; then %zd at the end\n", count, (int)count, buffer,
           read(fd, buffer, sizeof buffer));
    if (lseek(fd, -1, SEEK_SET) >= 0) fail("seek before the start");
    printf("seeking before the start: %s\n", error_name(errno));
    close(fd);
    if (read(fd, buffer, 1) >= 0) fail("read after close");
    printf("reading after close: %s\n", error_name(errno));
}

static void names(void) {
    if (rename(WORK "log.txt", WORK "renamed.txt") != 0) fail("rename");
    printf("old name: %s\n", access(WORK "log.txt", F_OK) == 0 ? "still there" : error_name(errno));
    puts("new name:");
    print_file(WORK "renamed.txt");
    if (rename(WORK "renamed.txt", WORK "raw.bin") != 0) fail("rename over a file");
    struct stat status;
    if (stat(WORK "raw.bin", &status) != 0) fail("stat");
    printf("rename replaces the target: %lld bytes\n", (long long)status.st_size);

    if (mkdir(WORK "directory", 0755) != 0) fail("mkdir");
    printf("open a directory for writing: %s\n", open(WORK "directory", O_WRONLY) < 0 ? error_name(errno) : "allowed");
    printf("open below a file: %s\n", open(WORK "raw.bin/x", O_RDONLY) < 0 ? error_name(errno) : "allowed");
    printf("open a missing file: %s\n", fopen(WORK "missing", "r") == NULL ? error_name(errno) : "allowed");
    printf("remove a missing file: %s\n", unlink(WORK "missing") < 0 ? error_name(errno) : "allowed");

    if (unlink(WORK "raw.bin") != 0 || unlink(WORK "data.bin") != 0) fail("unlink");
    if (rmdir(WORK "directory") != 0) fail("rmdir");
    printf("after unlink: %s\n", access(WORK "raw.bin", F_OK) == 0 ? "still there" : error_name(errno));
}

int main(void) {
    streams();
    binary();
    descriptors();
    names();
    return 0;
}
