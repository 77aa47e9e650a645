package dev.terrace.tier2.ssa.opt;

import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Dominators;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Replaces loads, and reads of globals, by what is known to be there: as long as nothing may have changed it since it was
 * last read or written, along blocks that have one predecessor each. Writes of what is there already to globals are removed.
 */
final class KnownMemory implements Pass {
    /** No more places than this are kept in mind at a time, and no more globals. */
    private static final int MAX_PLACES = 32;

    private final InstanceLayout layout;
    private final Effects effects;

    KnownMemory(InstanceLayout layout) {
        this.layout = layout;
        this.effects = new Effects(layout);
    }

    @Override
    public String name() {
        return "known-memory";
    }

    @Override
    public void apply(Function function) {
        Dominators dominators = new Dominators(function);
        Replacements replacements = new Replacements(function);
        Contents[] atEnd = new Contents[function.blockBound()];
        for (Block block : dominators.order()) {
            Contents contents = new Contents();
            if (dominators.countPredecessors(block) == 1) {
                contents.copy(atEnd[dominators.predecessors(block).getFirst().id]);
            }
            for (Iterator<Value> values = block.values.iterator(); values.hasNext(); ) {
                Value value = values.next();
                replacements.apply(value.args);
                if (isKnown(value, contents, replacements)) {
                    values.remove();
                }
            }
            atEnd[block.id] = contents;
        }
        replacements.apply(function);
    }

    /** Follows what an operation does; returns whether it need not happen. */
    private boolean isKnown(Value value, Contents contents, Replacements replacements) {
        switch (value.op) {
            case GLOBAL_GET -> {
                int global = (int) value.immediate;
                Value known = contents.globals.get(global);
                if (known != null) {
                    replacements.put(value, known);
                    return true;
                }
                contents.setGlobal(global, value);
            }
            case GLOBAL_SET -> {
                int global = (int) value.immediate;
                if (contents.globals.get(global) == value.args[0]) {
                    return true;
                }
                if (layout.isImportedGlobal(global)) {
                    // Another import may be the same global.
                    contents.globals.keySet().removeIf(layout::isImportedGlobal);
                }
                contents.setGlobal(global, value.args[0]);
            }
            case LOAD -> {
                if (value.opcode.imm() != Imm.MEMARG_LANE) {
                    Value known = contents.find(value);
                    if (known != null) {
                        replacements.put(value, known);
                        return true;
                    }
                    contents.add(new Place(value, value.opcode, value));
                }
            }
            case STORE -> {
                contents.store(value);
                Opcode load = loadOf(value.opcode);
                if (load != null) {
                    contents.add(new Place(value, load, value.args[2]));
                }
            }
            default -> {
                if (effects.changesAll(value)) {
                    contents.clear();
                }
            }
        }
        return false;
    }

    /** Returns the load that gives back what a store has stored. */
    private static Opcode loadOf(Opcode store) {
        return switch (store) {
            case I32_STORE -> Opcode.I32_LOAD;
            case I64_STORE -> Opcode.I64_LOAD;
            case F32_STORE -> Opcode.F32_LOAD;
            case F64_STORE -> Opcode.F64_LOAD;
            case V128_STORE -> Opcode.V128_LOAD;
            default -> null;
        };
    }

    /** A place in a memory, and what is there. */
    private static final class Place {
        private final long memory;

        /** What the offset is counted from; null if from the beginning. */
        private final Value index;

        private final long offset;
        private final int bytes;
        private final Opcode load;
        private final Value value;

        Place(Value access, Opcode load, Value value) {
            Value operand = access.args[1];
            boolean isConst = operand.isConst() && operand.type == Type.I32;
            this.memory = access.args[0].immediate;
            this.index = isConst ? null : operand;
            this.offset = access.immediate + (isConst ? operand.immediate : 0);
            this.bytes = 1 << access.opcode.widthLog2();
            this.load = load;
            this.value = value;
        }

        boolean isAt(Place other) {
            return memory == other.memory && index == other.index && offset == other.offset;
        }

        boolean isApartFrom(Place other) {
            return memory == other.memory
                    && index == other.index
                    && (offset + bytes <= other.offset || other.offset + other.bytes <= offset);
        }
    }

    /** What is known of memories and globals. */
    private static final class Contents {
        private final SequencedMap<Integer, Value> globals = new LinkedHashMap<>(4);
        private final List<Place> places = new ArrayList<>();

        void copy(Contents other) {
            globals.putAll(other.globals);
            places.addAll(other.places);
        }

        void clear() {
            globals.clear();
            places.clear();
        }

        Value find(Value load) {
            Place wanted = new Place(load, load.opcode, load);
            for (Place place : places) {
                if (place.load == load.opcode && place.isAt(wanted)) {
                    return place.value;
                }
            }
            return null;
        }

        void add(Place place) {
            if (places.size() == MAX_PLACES) {
                places.removeFirst();
            }
            places.add(place);
        }

        void setGlobal(int global, Value value) {
            globals.putLast(global, value);
            if (globals.size() > MAX_PLACES) {
                globals.pollFirstEntry();
            }
        }

        /** Forgets what a store may change. */
        void store(Value store) {
            Place written = new Place(store, null, null);
            places.removeIf(place -> !place.isApartFrom(written));
        }
    }
}
