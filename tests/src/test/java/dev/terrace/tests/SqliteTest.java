package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SQLite's shell in every tier. Needs npm and its registry, and a compiler for WebAssembly, the first time; without them it is
 * skipped, and says so.
 */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Tiers#all")
class SqliteTest {
    private static final Path ROOT = Path.of(System.getProperty("terrace.root"));

    private static final String FILL = """
        create table person(id integer primary key, name text not null, height real, photo blob);
        create index person_name on person(name);
        begin;
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)
        insert into person select i, printf('Pérsön %03d', i), 1.5 + i / 1000.0, randomblob(i) from n;
        commit;
        begin;
        delete from person;
        rollback;
        update person set name = upper(name) where id % 100 = 0;
        delete from person where id between 11 and 20;
        """;

    private static final String QUERY = """
        select count(*), sum(id), sum(length(photo)), round(avg(height), 4) from person;
        select name from person where name like '%0' order by name limit 3;
        select id, sum(id) over (order by id rows 1 preceding) from person where id < 4;
        select p.id, q.id from person p join person q on q.id = p.id * 10 where p.id > 47;
        select json_group_array(id) from person where id % 97 = 0;
        """;

    private static final String ANSWER = """
        490|125095|125095|1.7553
        PéRSöN 100
        PéRSöN 200
        PéRSöN 300
        1|1
        2|3
        3|5
        48|480
        49|490
        50|500
        [97,194,291,388,485]
        """;

    @TempDir
    Path folder;

    @Parameter
    TierStrategy tier;

    private static Path wasm;

    private Engine engine;
    private LinkedModule linked;

    /** What a run of the shell did. */
    private record Run(int exitCode, String output, String error) {}

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "bench/build-sqlite.sh")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            abort("SQLite's shell could not be built: " + output.strip());
        }
        wasm = ROOT.resolve(".terrace/modules/sqlite-shell.wasm");
    }

    @BeforeEach
    void link() throws IOException {
        engine = Engine.create(Config.builder().tiers(tier).build());
        Linker linker = new Linker(engine);
        Wasi.addTo(linker);
        linked = linker.link(Module.fromFile(engine, wasm));
    }

    @Test
    void aDatabaseIsCreatedFilledAndQueried() throws IOException {
        assertEquals("", sql(FILL));
        assertEquals(ANSWER, sql(QUERY));
        assertEquals("ok\n", sql("pragma integrity_check;"));
        assertEquals("ok\n", sql("vacuum; pragma integrity_check;"));
        assertEquals(ANSWER, sql(QUERY));
        assertEquals(List.of("test.db"), names());
    }

    @Test
    void theHostReadsTheSameDatabase() throws IOException, InterruptedException {
        sql(FILL);
        Process process;
        try {
            process = new ProcessBuilder(
                            "sqlite3", "-batch", folder.resolve("test.db").toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            abort("no sqlite3 on this host: " + e.getMessage());
            return;
        }
        try (var input = process.getOutputStream()) {
            input.write((QUERY + "pragma integrity_check;").getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(ANSWER + "ok\n", output);
    }

    @Test
    void everyKindOfJournalIsWrittenAndCleanedUp() throws IOException {
        for (String mode : List.of("delete", "truncate", "persist", "memory")) {
            String table = "t_" + mode;
            assertEquals(
                    mode + "\n3\nok\n",
                    sql("pragma journal_mode = " + mode + "; create table " + table
                            + "(x); insert into " + table + " values (1), (2), (3); select count(*) from " + table
                            + "; pragma integrity_check;"));
        }
    }

    @Test
    void filesAreReadAndWritten() throws IOException {
        Files.writeString(folder.resolve("in.csv"), "1,one\n2,\"two, three\"\n");
        assertEquals("1|one\n2|two, three\n", sql("""
            create table t(i, s);
            .import --csv /work/in.csv t
            select * from t;
            .once /work/out.txt
            select s from t order by i desc;
            .backup /work/copy.db
            """));
        assertEquals("two, three\none\n", Files.readString(folder.resolve("out.txt")));
        assertEquals(
                "1\n",
                run("/work/copy.db", "select count(*) from t where i = '1';").output());
        assertEquals("/work/test.db\n", sql("select realpath('/work/./../work//test.db');"));
    }

    @Test
    void errorsEndTheShell() throws IOException {
        Run failed = run("/work/test.db", "select * from missing;");
        assertEquals(1, failed.exitCode());
        Run outside = run("/elsewhere/test.db", "create table t(x);");
        assertEquals(1, outside.exitCode(), outside.error());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String sql(String script) throws IOException {
        Run run = run("/work/test.db", script);
        assertEquals("", run.error());
        assertEquals(0, run.exitCode());
        return run.output();
    }

    private Run run(String database, String script) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        try (Store store = new Store(engine)) {
            Wasi.attach(
                    store,
                    WasiConfig.builder()
                            .args("sqlite3", "-batch", "-bail", database)
                            .environment("HOME", "/")
                            .directory(folder, "/work")
                            .input(script.getBytes(StandardCharsets.UTF_8))
                            .output(output)
                            .error(error)
                            .build());
            int exitCode = Wasi.start(linked.instantiate(store));
            Wasi.detach(store);
            return new Run(exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        }
    }
}
