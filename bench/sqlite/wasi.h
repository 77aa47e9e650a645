// What SQLite's shell calls and wasi-libc does not have. It is included before everything else, so it includes nothing:
// SQLite says first which features of the C library it wants.
#ifndef TERRACE_SQLITE_WASI_H
#define TERRACE_SQLITE_WASI_H

// Stores the absolute path of a file, without links, dots and dots of parents.
char *realpath(const char *path, char *resolved);

// WASI has no modes: succeeds for what exists. The mode is a mode_t.
int chmod(const char *path, unsigned mode);

#endif
