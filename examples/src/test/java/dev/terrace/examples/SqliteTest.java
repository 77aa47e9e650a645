package dev.terrace.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs npm and a compiler for WebAssembly the first time; without them it is skipped, and says so. */
class SqliteTest {
    @TempDir
    Path folder;

    private Sqlite sqlite;

    @BeforeEach
    void load() throws IOException, InterruptedException {
        Path wasm;
        try {
            wasm = FetchedModule.sqliteShell(Path.of(System.getProperty("terrace.root")));
        } catch (IOException e) {
            abort(e.getMessage());
            return;
        }
        sqlite = new Sqlite(wasm, folder);
    }

    @AfterEach
    void close() {
        if (sqlite != null) {
            sqlite.close();
        }
    }

    @Test
    void databasesStayFromOneRunToTheNext() throws IOException {
        assertEquals("", sqlite.run("test.db", "create table t(x); insert into t values (1), (2), (39);"));
        assertEquals("42\nok\n", sqlite.run("test.db", "select sum(x) from t; pragma integrity_check;"));
    }

    @Test
    void errorsArriveAsExceptions() {
        assertTrue(assertThrows(Sqlite.SqlException.class, () -> sqlite.run("test.db", "select * from missing;"))
                .getMessage()
                .contains("no such table: missing"));
        assertThrows(Sqlite.SqlException.class, () -> sqlite.run("../test.db", "create table t(x);"));
    }
}
