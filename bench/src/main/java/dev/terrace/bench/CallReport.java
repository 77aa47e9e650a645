package dev.terrace.bench;

import dev.terrace.bench.ExceptionBenchmark.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a call costs between Java and WebAssembly, and what exceptions and instances cost. */
@Command(name = "calls", description = "Calls from Java to WebAssembly and back, exceptions, and instantiation.")
final class CallReport implements Callable<Integer> {
    private static final Jmh.Effort FULL = new Jmh.Effort.Warm(2, 4, 5, 500);
    private static final Jmh.Effort QUICK = new Jmh.Effort.Warm(1, 3, 3, 250);

    private static final List<Row> ROWS = List.of(
            call("Java -> C, abs", "downcall"),
            call("Java -> wasm, [] -> [], Func.call", "callNopBoxed"),
            call("Java -> wasm, [] -> [], MethodHandle in a field", "callNopField"),
            call("Java -> wasm, [] -> [], constant MethodHandle", "callNopConstant"),
            call("Java -> wasm, [i32 i32] -> [i32], Func.call", "callAddBoxed"),
            call("Java -> wasm, [i32 i32] -> [i32], Func.as(IntBinaryOperator)", "callAddInterface"),
            call("Java -> wasm, [i32 i32] -> [i32], Instance.as(interface)", "callAddExports"),
            call("Java -> wasm, [i32 i32] -> [i32], constant MethodHandle", "callAddConstant"),
            call("Instance.as(interface) itself, once more", "makeExports"),
            call("a round of a loop in wasm, without a call", "loop"),
            call("the same, wasm -> wasm, [] -> []", "loopNop"),
            call("the same, wasm -> Java, [] -> [], HostCallback", "loopNopBoxed"),
            call("the same, wasm -> Java, [] -> [], lambda", "loopNopTyped"),
            call("the same, wasm -> Java, [i32] -> [i32], lambda", "loopNext"),
            call("the same, wasm -> Java, [i32 i32] -> [i32], HostCallback", "loopAddBoxed"),
            call("the same, wasm -> Java, [i32 i32] -> [i32], lambda", "loopAddTyped"),
            exception("a round of a loop in wasm with a try_table and a call", Source.NONE),
            exception("the same with an exception from the function itself", Source.LOCAL),
            exception("the same with an exception from the callee", Source.CALLEE),
            exception("the same with an exception from the callee's callee's callee", Source.THIRD_CALLEE),
            exception("the same with an exception from another instance", Source.INSTANCE),
            exception("the same with an exception from the host", Source.HOST),
            instantiation("link, no imports", "linkAgain", 0),
            instantiation("link, 24 host functions", "linkAgain", 24),
            instantiation("instantiate, no imports", "instantiate", 0),
            instantiation("instantiate, 24 host functions", "instantiate", 24),
            instantiation("instantiate in a new store, no imports", "instantiateInNewStore", 0),
            instantiation("instantiate in a new store, 24 host functions", "instantiateInNewStore", 24));

    @Mixin
    private ReportOptions options;

    /** A row of the table; the benchmark lacks the parameter "tier". */
    private record Row(String label, Class<?> type, String method, Map<String, String> params) {}

    private static Row call(String label, String method) {
        return new Row(label, CallBenchmark.class, method, Map.of());
    }

    private static Row exception(String label, Source source) {
        return new Row(label, ExceptionBenchmark.class, "throwAndCatch", Map.of("source", source.name()));
    }

    private static Row instantiation(String label, String method, int imports) {
        return new Row(label, InstantiationBenchmark.class, method, Map.of("imports", Integer.toString(imports)));
    }

    @Override
    public Integer call() throws RunnerException {
        options.begin();
        List<TerracePeer> peers = TerracePeer.available();
        List<String> headings = new ArrayList<>(List.of("what"));
        peers.forEach(peer -> headings.add(peer.name()));
        TextTable table = new TextTable(1, headings);
        for (Row row : ROWS) {
            List<String> cells = new ArrayList<>(List.of(row.label()));
            for (TerracePeer peer : peers) {
                Map<String, String> params = new HashMap<>(row.params());
                params.put("tier", peer.strategy().name());
                double nanoseconds = options.measure(
                        row.label() + ", " + peer.name(),
                        new Jmh.Benchmark(row.type(), row.method(), params),
                        options.effort(FULL, QUICK));
                cells.add(ReportOptions.decimal(nanoseconds, 1));
            }
            table.add(cells);
        }
        options.end(
                "Calls, exceptions and instances: nanoseconds", table, "Median of the measured spans after a warm-up.");
        return 0;
    }
}
