package dev.terrace.wasi;

import java.io.IOException;

/** Where a preopened directory comes from. A configuration holds it, and each store opens the directory for itself. */
@FunctionalInterface
interface DirectorySource {
    Directory open() throws IOException;
}
