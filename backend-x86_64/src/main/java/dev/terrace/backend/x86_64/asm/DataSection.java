package dev.terrace.backend.x86_64.asm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data behind the code. Equal constants are there once, large ones come first, so that each is aligned to its size
 * without padding between them; tables of jumps follow:
 *
 * <pre>
 *   code | padding | 16 bytes ... | 8 bytes ... | addresses of symbols ... | 4 bytes ... | tables ...
 * </pre>
 *
 * An entry of a table of jumps has 4 bytes: how far its target is from the table's beginning.
 */
final class DataSection {
    private static final int ALIGNMENT = 16;
    private static final byte PADDING = (byte) 0xCC;

    private record Vector(long low, long high) {}

    private record JumpTable(Label start, List<Label> targets) {}

    private final Map<Vector, Label> vectors = new LinkedHashMap<>();
    private final Map<Long, Label> longs = new LinkedHashMap<>();
    private final Map<Symbol, Label> symbols = new LinkedHashMap<>();
    private final Map<Integer, Label> ints = new LinkedHashMap<>();
    private final List<JumpTable> tables = new ArrayList<>();

    private int start;

    Label vector(long low, long high) {
        return vectors.computeIfAbsent(new Vector(low, high), _ -> new Label());
    }

    Label quad(long value) {
        return longs.computeIfAbsent(value, _ -> new Label());
    }

    Label address(Symbol symbol) {
        return symbols.computeIfAbsent(symbol, _ -> new Label());
    }

    Label doubleWord(int value) {
        return ints.computeIfAbsent(value, _ -> new Label());
    }

    Label jumpTable(List<Label> targets) {
        JumpTable table = new JumpTable(new Label(), List.copyOf(targets));
        tables.add(table);
        return table.start();
    }

    /** Returns all labels that entries of tables refer to. */
    List<Label> targets() {
        return tables.stream().flatMap(table -> table.targets().stream()).toList();
    }

    private boolean isEmpty() {
        return vectors.isEmpty() && longs.isEmpty() && symbols.isEmpty() && ints.isEmpty() && tables.isEmpty();
    }

    /** Appends the data to the code, and the relocations for addresses of symbols. */
    void write(CodeBuffer code, Layout layout, List<Relocation> relocations) {
        if (isEmpty()) {
            return;
        }
        // What is never meant to be executed is int3.
        code.fill(PADDING, -code.size() & ALIGNMENT - 1);
        start = code.size();
        vectors.forEach((vector, label) -> {
            bind(label, code);
            code.put64(vector.low());
            code.put64(vector.high());
        });
        longs.forEach((value, label) -> {
            bind(label, code);
            code.put64(value);
        });
        symbols.forEach((symbol, label) -> {
            bind(label, code);
            relocations.add(new Relocation(code.size(), Relocation.Kind.ABSOLUTE_64, symbol));
            code.put64(0);
        });
        ints.forEach((value, label) -> {
            bind(label, code);
            code.put32(value);
        });
        for (JumpTable table : tables) {
            bind(table.start(), code);
            int from = code.size();
            table.targets().forEach(target -> code.put32(layout.offsetOf(target) - from));
        }
    }

    private void bind(Label label, CodeBuffer code) {
        label.bind(code.size() - start, Label.IN_DATA);
    }

    /** Returns where behind the beginning of the code a label of the data is. */
    int offsetOf(Label label) {
        return start + label.position;
    }
}
