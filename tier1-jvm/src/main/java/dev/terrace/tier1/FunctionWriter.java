package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * What the writers of all groups of instructions share: the code, the operands, and where the variables of the method are.
 *
 * <pre>
 *   | parameters, context | bytes of the first memory, twice | handles | other locals | operands ...
 * </pre>
 */
final class FunctionWriter {
    /** The largest number that a line can have. */
    private static final int MAX_LINE = 0xFFFF;

    final ValidModule module;
    final FunctionInfo info;
    private final FunctionShape shape;
    final Code code;
    final Operands operands;

    /** The variable of the context. */
    final int context;

    /** How many blocks around the instruction handle exceptions. */
    int guards;

    private final List<Kind> localKinds;
    private final int[] locals;

    /** The variable of the first memory's bytes, or -1; see {@link #beginLoop}. */
    private final int memory;

    private final int[] handles;

    private final Object[] variableTypes;
    private final int startOffset;

    /** The loop that has begun, until {@link #enterLoop}. */
    private Block loopBegun;

    private int line;

    /**
     * Creates a writer for one method.
     *
     * @param layout where its variables are
     * @param startOffset the offset in the module that line 1 stands for
     */
    FunctionWriter(
            ValidModule module,
            FunctionInfo info,
            FunctionShape shape,
            Code code,
            FrameLayout layout,
            int startOffset) {
        this.module = module;
        this.info = info;
        this.code = code;
        this.context = layout.context();
        this.localKinds = layout.localKinds();
        this.locals = layout.locals();
        this.memory = layout.memory();
        this.handles = layout.handles();
        this.shape = shape;
        this.variableTypes = layout.types();
        this.operands = new Operands(code, layout.size());
        this.startOffset = startOffset;
    }

    /** Says that the instructions from here on belong to the one at an offset in the module: it may trap, or call. */
    void at(int offset) {
        int next = Math.min(offset - startOffset + 1, MAX_LINE);
        if (next != line) {
            code.line(next);
            line = next;
        }
    }

    /** Says that the instructions from here on belong to none: they call a part of the function that is a method itself. */
    void atRegion() {
        line = 0;
        code.line(line);
    }

    /** Forgets what was written so far: the method begins here. */
    void restart() {
        line = 0;
    }

    /** Ends the method. */
    void end() {
        code.end();
    }

    // Variables

    Kind localKind(int local) {
        return localKinds.get(local);
    }

    /** Makes an operand of a local. */
    void getLocal(int local) {
        // Code that is only translated, and not written, names locals that have no variable.
        operands.pushVariable(localKinds.get(local), Math.max(0, locals[local]));
    }

    /** Writes a store of the operand on top to a local. */
    void setLocal(int local) {
        operands.take(1);
        storeLocal(local);
    }

    /** Writes a store of the operand on top to a local; the operand stays. */
    void teeLocal(int local) {
        operands.need(1);
        storeLocal(local);
        operands.pop(1);
        getLocal(local);
    }

    /** Writes what puts the value of a local onto Java's stack. */
    void loadLocal(int local) {
        code.load(localKinds.get(local), locals[local]);
    }

    /** Writes a store of what is on Java's stack to a local. */
    void storeLocal(int local) {
        code.store(localKinds.get(local), locals[local]);
    }

    /** Returns whether a local stands in a variable. */
    boolean hasLocal(int local) {
        return locals[local] >= 0;
    }

    /** Returns the variable of a local. */
    int localVariable(int local) {
        return locals[local];
    }

    /** Writes what gives a local its first value, if it stands in a variable. */
    void zeroLocal(int local) {
        if (hasLocal(local)) {
            code.zero(localKinds.get(local));
            storeLocal(local);
        }
    }

    void loadContext() {
        code.variable(Opcodes.ALOAD, context);
    }

    /** Returns whether the method keeps the bytes of the first memory in a variable. */
    boolean keepsMemory() {
        return memory >= 0;
    }

    /** Reads the bytes of the first memory again, where they may be others: at the beginning, and behind calls. */
    void reloadMemory() {
        if (memory < 0) {
            return;
        }
        loadContext();
        code.field(Opcodes.GETFIELD, Names.CONTEXT, "memory", Names.MEMORY_DESCRIPTOR);
        code.invokeStatic(MemoryWriter.MEMORIES, "bytes", MemoryWriter.TO_BYTES);
        code.op(Opcodes.DUP);
        code.variable(Opcodes.ASTORE, memory);
        code.variable(Opcodes.ASTORE, memory + 1);
    }

    /** Loads what accesses to memory need into its variables. */
    void beginMemory() {
        reloadMemory();
        for (Access access : Access.values()) {
            if (handles[access.ordinal()] >= 0) {
                loadHandle(access);
            }
        }
    }

    private void loadHandle(Access access) {
        code.constant(access.ordinal());
        code.invokeStatic(MemoryWriter.MEMORIES, "handle", "(I)L" + Names.METHOD_HANDLE + ";");
        code.variable(Opcodes.ASTORE, handles[access.ordinal()]);
    }

    /** Says that a loop begins here. */
    void beginLoop(Block loop) {
        loopBegun = loop;
    }

    /**
     * Says in a loop that has begun what compilers have to know there of the variables for memory. Code that HotSpot enters
     * at the header, by on-stack replacement, has not seen where they come from; elsewhere this becomes nothing.
     *
     * <p>For that, the bytes must not go around the loop, or else the compiler takes them for others in each round; so the
     * cast makes those that accesses use of those that were read, which are in a variable of their own. And it must not
     * stand between the header and the test that leaves the loop, which the compiler moves to the loop's end.
     */
    void enterLoop() {
        if (loopBegun == null) {
            return;
        }
        int from = info.blocks().begin(loopBegun.number);
        int to = info.blocks().end(loopBegun.number);
        loopBegun = null;
        boolean any = false;
        for (Access access : Access.values()) {
            if (handles[access.ordinal()] >= 0 && shape.makes(access, from, to)) {
                loadHandle(access);
                any = true;
            }
        }
        if (any && memory >= 0) {
            code.variable(Opcodes.ALOAD, memory + 1);
            code.invokeStatic(MemoryWriter.MEMORIES, "nativeBytes", MemoryWriter.SAME_BYTES);
            code.variable(Opcodes.ASTORE, memory);
        }
    }

    /** Begins an access: writes what stands before memory, place and value. */
    void beginAccess(Access access) {
        enterLoop();
        if (handles[access.ordinal()] >= 0) {
            code.variable(Opcodes.ALOAD, handles[access.ordinal()]);
        }
    }

    /** Writes the access itself, by a handle or a method. */
    void endAccess(Access access) {
        if (handles[access.ordinal()] >= 0) {
            code.invokeVirtual(Names.METHOD_HANDLE, "invokeExact", access.descriptor);
        } else {
            code.invokeStatic(MemoryWriter.MEMORIES, access.method, access.descriptor);
        }
    }

    void loadMemory() {
        code.variable(Opcodes.ALOAD, memory);
    }

    // Places where control flow meets

    /** Returns the verification types of all variables, those of the operands among them, which are settled. */
    Object[] frame() {
        return frame(operands.size());
    }

    /** Returns the verification types of all variables, of the operands those of the lowest ones only. */
    Object[] frame(int count) {
        Object[] types = new Object[variableTypes.length + 2 * count];
        System.arraycopy(variableTypes, 0, types, 0, variableTypes.length);
        int size = operands.addTypes(types, variableTypes.length, count);
        return Arrays.copyOf(types, size);
    }

    /** Marks labels that jumps go to; all operands are settled. */
    void join(Label... labels) {
        code.join(frame(), labels);
    }
}
