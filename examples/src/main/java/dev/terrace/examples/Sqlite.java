package dev.terrace.examples;

import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * SQLite, compiled from C to a WASI command: its shell, with one folder of the host for its databases. Runs the SQL on the
 * command line, on a database in the current folder:
 *
 * <pre>{@code
 *     Sqlite test.db "create table t(x); insert into t values (1), (2); select sum(x) from t"
 * }</pre>
 *
 * <p>A command runs once and ends, so each run has a store of its own. What takes long, decoding, validating and compiling
 * the module, happens once.
 */
public final class Sqlite implements AutoCloseable {
    private static final String GUEST_FOLDER = "/databases";

    private final Engine engine;
    private final LinkedModule shell;
    private final Path folder;

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: Sqlite DATABASE SQL");
            System.exit(2);
        }
        try (Sqlite sqlite = new Sqlite(FetchedModule.sqliteShell(Path.of("")), Path.of(""))) {
            System.out.print(sqlite.run(args[0], args[1]));
        } catch (SqlException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Thrown where the shell reports an error; the message is what it says. */
    public static final class SqlException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SqlException(String message) {
            super(message);
        }
    }

    /**
     * Loads SQLite.
     *
     * @param folder where the databases are: all that the shell can see of the host
     */
    public Sqlite(Path wasm, Path folder) throws IOException {
        this.folder = folder;
        engine = Engine.create();
        Linker linker = new Linker(engine);
        Wasi.addTo(linker);
        shell = linker.link(Module.fromFile(engine, wasm));
    }

    /** Runs SQL, and commands of the shell, on a database; returns what is printed. */
    public String run(String database, String sql) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        WasiConfig config = WasiConfig.builder()
                .args("sqlite3", "-batch", "-bail", GUEST_FOLDER + "/" + database)
                .environment("HOME", "/")
                .directory(folder, GUEST_FOLDER)
                .input(sql.getBytes(StandardCharsets.UTF_8))
                .output(output)
                .error(error)
                .build();
        try (Store store = new Store(engine)) {
            Wasi.attach(store, config);
            if (Wasi.start(shell.instantiate(store)) != 0) {
                throw new SqlException(error.toString(StandardCharsets.UTF_8).strip());
            }
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        engine.close();
    }
}
