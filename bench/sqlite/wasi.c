#include "wasi.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINKS 40

// Takes the last component off an absolute path.
static void to_parent(char *path) {
    char *slash = strrchr(path, '/');
    slash[slash == path] = '\0';
}

// Adds a component to an absolute path; returns whether there was room.
static int add(char *path, const char *name, size_t length) {
    size_t at = strlen(path);
    int slash = path[at - 1] != '/';
    if (at + slash + length >= PATH_MAX) {
        return 0;
    }
    if (slash) {
        path[at++] = '/';
    }
    memcpy(path + at, name, length);
    path[at + length] = '\0';
    return 1;
}

// Walks the path's components; what is still to be walked is in `rest`, in which a link's text takes the link's place.
char *realpath(const char *path, char *resolved) {
    char rest[PATH_MAX], text[PATH_MAX], done[PATH_MAX];
    if (*path == '\0' || strlen(path) >= sizeof rest) {
        errno = *path == '\0' ? ENOENT : ENAMETOOLONG;
        return NULL;
    }
    strcpy(rest, path);
    if (*path == '/') {
        strcpy(done, "/");
    } else if (getcwd(done, sizeof done) == NULL) {
        return NULL;
    }
    for (int links = 0; *rest != '\0';) {
        size_t length = strcspn(rest, "/");
        char *next = rest + length + strspn(rest + length, "/");
        if (length == 2 && memcmp(rest, "..", 2) == 0) {
            to_parent(done);
        } else if (length > 1 || (length == 1 && *rest != '.')) {
            if (!add(done, rest, length)) {
                errno = ENAMETOOLONG;
                return NULL;
            }
            ssize_t size = readlink(done, text, sizeof text - 1);
            if (size > 0) {
                text[size] = '\0';
                if (++links > MAX_LINKS || size + 1 + strlen(next) >= sizeof rest) {
                    errno = links > MAX_LINKS ? ELOOP : ENAMETOOLONG;
                    return NULL;
                }
                if (*text == '/') {
                    strcpy(done, "/");
                } else {
                    to_parent(done);
                }
                text[size++] = '/';
                memmove(rest + size, next, strlen(next) + 1);
                memcpy(rest, text, size);
                continue;
            }
            if (errno != EINVAL) {
                return NULL;
            }
        }
        memmove(rest, next, strlen(next) + 1);
    }
    return resolved == NULL ? strdup(done) : strcpy(resolved, done);
}

int chmod(const char *path, unsigned mode) {
    struct stat found;
    (void)mode;
    return stat(path, &found);
}
