package dev.terrace.cli;

import dev.terrace.TierEvent;
import dev.terrace.TierEvent.Kind;
import dev.terrace.TierListener;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts the functions that each tier compiled, and those that it refused, by its reasons. */
final class TierSummary implements TierListener {
    private final Map<String, Integer> compiled = new TreeMap<>();
    private final Map<String, Map<String, Integer>> refused = new TreeMap<>();

    @Override
    public synchronized void onEvent(TierEvent event) {
        if (event.loop().isPresent()) {
            return;
        }
        if (event.kind() == Kind.COMPILED) {
            compiled.merge(event.to(), 1, Integer::sum);
        } else if (event.kind() == Kind.REFUSED || event.kind() == Kind.FAILED) {
            refused.computeIfAbsent(event.to(), _ -> new TreeMap<>()).merge(event.reason(), 1, Integer::sum);
        }
    }

    /** Prints a line for each tier, and one for each reason, the most frequent first. */
    synchronized void print(PrintWriter out) {
        compiled.forEach((tier, count) -> out.println(tier + ": " + count + " functions compiled"));
        refused.forEach((tier, reasons) -> {
            int all = reasons.values().stream().mapToInt(Integer::intValue).sum();
            out.println(tier + ": " + all + " functions refused");
            reasons.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .forEach(reason -> out.println("  " + reason.getValue() + " for: " + reason.getKey()));
        });
    }
}
