// Makes a small tree under the preopened directory /work and lists it, sorted, with types and sizes; then removes it.
// There are enough entries in one directory that a listing needs several reads of directory entries.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __wasm__
#define WORK "/work"
#else
#define WORK "." // The native program runs inside the scratch directory.
#endif

enum { MANY = 300, PATH_SIZE = 512 };

static void fail(const char *what, const char *path) {
    printf("unexpected failure: %s %s: errno %d\n", what, path, errno);
    exit(1);
}

static void make_directory(const char *path) {
    if (mkdir(path, 0755) != 0) fail("mkdir", path);
}

static void make_file(const char *path, int size) {
    FILE *file = fopen(path, "w");
    if (file == NULL) fail("create", path);
    for (int i = 0; i < size; i++) fputc('x', file);
    fclose(file);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Names in the directory, sorted, without "." and ".."; their count through *count. The caller frees them.
static char **read_names(const char *path, int *count) {
    DIR *directory = opendir(path);
    if (directory == NULL) fail("opendir", path);
    char **names = NULL;
    int n = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        names = realloc(names, (size_t)(n + 1) * sizeof *names);
        names[n++] = strdup(entry->d_name);
    }
    closedir(directory);
    qsort(names, (size_t)n, sizeof *names, compare_names);
    *count = n;
    return names;
}

// Prints the tree below path, or removes it (the contents of a directory before the directory itself).
static int walk(const char *path, int depth, int removing) {
    int count;
    int total = 0;
    char **names = read_names(path, &count);
    for (int i = 0; i < count; i++) {
        char child[PATH_SIZE];
        snprintf(child, sizeof child, "%s/%s", path, names[i]);
        struct stat status;
        if (lstat(child, &status) != 0) fail("lstat", child);
        int is_directory = S_ISDIR(status.st_mode);
        int shown = !removing && (depth > 0 || is_directory || i < 3 || i >= count - 3);
        if (shown && is_directory) printf("%*s%s/\n", 2 * depth, "", names[i]);
        if (shown && !is_directory) printf("%*s%s, %lld bytes\n", 2 * depth, "", names[i], (long long)status.st_size);
        if (is_directory) total += walk(child, depth + 1, removing);
        if (removing && (is_directory ? rmdir(child) : unlink(child)) != 0) fail("remove", child);
        total++;
        free(names[i]);
    }
    free(names);
    return total;
}

int main(void) {
    make_directory(WORK "/b");
    make_directory(WORK "/b/inner");
    make_directory(WORK "/empty");
    make_file(WORK "/b/two.txt", 2);
    make_file(WORK "/b/inner/ten.txt", 10);
    make_file(WORK "/b/inner/name with spaces", 1);
    make_file(WORK "/b/inner/\xc3\xa9t\xc3\xa9", 0);
    for (int i = 0; i < MANY; i++) {
        char path[PATH_SIZE];
        snprintf(path, sizeof path, WORK "/file-%03d", i);
        make_file(path, i % 7);
    }
    printf("%d entries\n", walk(WORK, 0, 0));

    if (mkdir(WORK "/b", 0755) == 0 || errno != EEXIST) fail("mkdir of an existing directory", "b");
    if (rmdir(WORK "/b") == 0 || errno != ENOTEMPTY) fail("rmdir of a full directory", "b");
    if (opendir(WORK "/missing") != NULL || errno != ENOENT) fail("opendir of a missing directory", "missing");
    if (opendir(WORK "/b/two.txt") != NULL || errno != ENOTDIR) fail("opendir of a file", "b/two.txt");
    if (rename(WORK "/b", WORK "/c") != 0) fail("rename", "b");
    printf("removed %d entries\n", walk(WORK, 0, 1));
    int left;
    free(read_names(WORK, &left));
    printf("%d left\n", left);
    return 0;
}
