package dev.terrace.tier2.run;

import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier2.backend.MachineCode;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which function the code at an address belongs to, for all native code of the process. Any thread may use it. */
public final class CodeMap {
    private static final ConcurrentSkipListMap<Long, Entry> ENTRIES = new ConcurrentSkipListMap<>();

    private CodeMap() {}

    /**
     * Code at an address. It does not keep the module: code of a module that nobody can reach any more is never looked up.
     */
    static final class Entry {
        private final long address;
        private final MachineCode code;
        private final WeakReference<FunctionCode> function;

        private Entry(long address, MachineCode code, FunctionCode function) {
            this.address = address;
            this.code = code;
            this.function = new WeakReference<>(function);
        }

        long address() {
            return address;
        }

        MachineCode code() {
            return code;
        }

        /** Returns the function; null if its module is gone. */
        FunctionCode function() {
            return function.get();
        }
    }

    /** Says whose code is at an address from now on: before anybody can run it. */
    public static void add(long address, MachineCode code, FunctionCode function) {
        ENTRIES.put(address, new Entry(address, code, function));
    }

    /** Says that there is no code at an address any more: before it is freed. */
    public static void remove(long address) {
        ENTRIES.remove(address);
    }

    /** Returns the code that a place is in, or null. */
    static Entry find(long pc) {
        Map.Entry<Long, Entry> below = ENTRIES.floorEntry(pc);
        if (below == null) {
            return null;
        }
        Entry entry = below.getValue();
        return pc - entry.address < entry.code.size() ? entry : null;
    }
}
