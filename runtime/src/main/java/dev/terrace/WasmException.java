package dev.terrace;

import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.TagInstance;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An exception of WebAssembly (specification, section 4.2.14): a tag, by which handlers know it, and a payload of the tag's
 * types. WebAssembly throws and catches it, and so may the host: what a host function throws of this class can be caught by
 * the WebAssembly that called it, and what nobody there catches arrives at the host's own call. Handlers inside
 * WebAssembly catch nothing else that the host throws, and no {@link Trap}, not even if they catch all.
 *
 * <p>Inside WebAssembly a reference to an exception ({@code exnref}) is this object; the host gets and passes it as such.
 *
 * <p>It has no Java stack trace, since programs throw it as a matter of course; {@link #backtrace} has the WebAssembly
 * functions that were active.
 */
public final class WasmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Store store;
    private final transient TagInstance tag;

    /** The payload, in the shape of a stack's slots; {@code refs} is null if it has no references. */
    private final transient long[] slots;

    private final transient Object[] refs;

    /** Was created where this was thrown; null if nobody looked at the stack. */
    private transient Throwable origin;

    /** The activations that it passed; null if there were none. */
    private transient ActiveFrames frames;

    private WasmException(Store store, TagInstance tag, long[] slots, Object[] refs) {
        super(null, null, false, false);
        this.store = store;
        this.tag = tag;
        this.slots = slots;
        this.refs = refs;
    }

    /**
     * Creates an exception for a host function to throw.
     *
     * @param tag what it is
     * @param payload its values, boxed: as many as the tag's type has parameters
     * @throws IllegalArgumentException if they do not fit the tag's type, or belong to another store
     */
    public WasmException(Tag tag, Object... payload) {
        TagInstance instance = tag.tag();
        this(
                tag.store(),
                instance,
                new long[instance.payloadSlots()],
                instance.hasReferences() ? new Object[instance.payloadSlots()] : null);
        Values.storeAll(store, slots, refs, 0, instance.payload(), payload, "payload value");
        noteStack();
    }

    /**
     * Creates the exception that an instance throws; for tiers.
     *
     * @param base the first of the slots that have the payload
     */
    public static WasmException thrown(ModuleInstance thrower, TagInstance tag, ExecutionStack stack, int base) {
        int end = base + tag.payloadSlots();
        long[] slots = Arrays.copyOfRange(stack.slots, base, end);
        Object[] refs = tag.hasReferences() ? Arrays.copyOfRange(stack.refs, base, end) : null;
        return thrown(thrower, tag, slots, refs);
    }

    /**
     * Creates the exception that an instance throws; for tiers.
     *
     * @param slots the payload, in the shape of a stack's slots
     * @param refs the references of the payload, each at the number of its slot; null if there are none
     */
    public static WasmException thrown(ModuleInstance thrower, TagInstance tag, long[] slots, Object[] refs) {
        return new WasmException(thrower.caller().store(), tag, slots, refs);
    }

    /**
     * Returns the exception that {@code throw_ref} or {@code rethrow} throws, with a backtrace that begins anew; for tiers.
     *
     * @throws Trap if the reference is null
     */
    public static WasmException again(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_EXCEPTION_REFERENCE);
        }
        WasmException exception = (WasmException) reference;
        exception.clearBacktrace();
        exception.noteStack();
        return exception;
    }

    /** Returns what the exception is. */
    public Tag tag() {
        return new Tag(store, tag);
    }

    /** Returns the values that the exception carries, boxed as {@link Func} describes. */
    public List<Object> payload() {
        return Collections.unmodifiableList(Arrays.asList(Values.loadAll(store, slots, refs, 0, tag.payload())));
    }

    /** Returns the tag as handlers compare it; for tiers. */
    public TagInstance tagInstance() {
        return tag;
    }

    /** Puts the payload into a stack's slots, which exist; for tiers. */
    public void storePayload(ExecutionStack stack, int base) {
        System.arraycopy(slots, 0, stack.slots, base, slots.length);
        if (refs != null) {
            System.arraycopy(refs, 0, stack.refs, base, refs.length);
        }
    }

    /** Returns the bits in a slot of the payload; for tiers. */
    public long payloadBits(int slot) {
        return slots[slot];
    }

    /** Returns the reference in a slot of the payload, which has some; for tiers. */
    public Object payloadReference(int slot) {
        return refs[slot];
    }

    /**
     * Returns the WebAssembly functions that were active when the exception was thrown, or when the host created it,
     * innermost first; at most 100. Throwing it again begins anew.
     *
     * <p>Of functions that were compiled to Java's bytecode only the Java stack tells, and to look at it takes far longer
     * than to throw. So when handlers in WebAssembly have caught a hundred exceptions of the same tag, those functions are
     * missing in later ones; and of the interpreter's there are those that the exception has left.
     */
    public List<WasmFrame> backtrace() {
        StackTraceElement[] trace = origin == null ? new StackTraceElement[0] : origin.getStackTrace();
        return (frames == null ? new ActiveFrames() : frames).merge(trace, false);
    }

    /** Notes what is on the Java stack, for the backtrace; for tiers, before they throw it through Java frames. */
    public void noteStack() {
        if (!tag.isCaughtOften()) {
            origin = new Throwable();
        }
    }

    /**
     * Adds the frames of the next outer activation of a tier that keeps frames off the Java stack; for that tier, while the
     * exception passes through it.
     *
     * @param type the class whose method {@code enter} is on the Java stack once for each activation
     * @param activation the frames, innermost first; more than 100 are not needed
     */
    public void addActivation(Class<?> type, List<WasmFrame> activation) {
        if (frames == null) {
            frames = new ActiveFrames();
        }
        frames.add(type, activation);
    }

    /** Forgets the backtrace; for tiers, when the exception is thrown again. */
    public void clearBacktrace() {
        origin = null;
        frames = null;
    }

    /** Returns the payload as a message shows it: of references only the types. */
    @Override
    public String getMessage() {
        List<ValType> types = tag.payload();
        Object[] values = Values.loadAll(store, slots, refs, 0, types);
        return IntStream.range(0, values.length)
                .mapToObj(i -> describe(types.get(i), values[i]))
                .collect(Collectors.joining(", ", "WebAssembly exception (", ")"));
    }

    private static String describe(ValType type, Object value) {
        return switch (type) {
            case NumType _, VecType _ -> type + " " + value;
            case RefType _ -> value == null ? type + " null" : type.toString();
        };
    }
}
