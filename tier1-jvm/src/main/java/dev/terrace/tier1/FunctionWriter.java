package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.FunctionCode;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * What the writers of all groups of instructions share: the code, the operands, and where the variables of the method are.
 *
 * <pre>
 *   | parameters, context | first memory | iterations left | other locals | operands ...
 * </pre>
 */
final class FunctionWriter {
    /** The largest number that a line can have. */
    private static final int MAX_LINE = 0xFFFF;

    private static final Object[] NOT_WRITTEN = {};

    final ValidModule module;
    final FunctionInfo info;
    final Code code;
    final Operands operands;

    /** The variable of the context. */
    final int context;

    /** How many blocks around the instruction handle exceptions. */
    int guards;

    private final List<Kind> localKinds;
    private final int[] locals;

    /** The variable of the first memory, or -1. */
    private final int memory;

    /** The variable of the iterations that are left, or -1, and the field that it begins with. */
    private final int iterations;

    private final String owner;
    private final String iterationsField;

    private final Object[] variableTypes;
    private final int startOffset;

    private int line;

    /**
     * Creates a writer for one method.
     *
     * @param layout where its variables are
     * @param owner the internal name of the class that has the method
     * @param startOffset the offset in the module that line 1 stands for
     */
    FunctionWriter(FunctionCode function, Code code, FrameLayout layout, String owner, int startOffset) {
        this.module = function.module().valid();
        this.info = function.info();
        this.owner = owner;
        this.iterations = layout.iterations();
        this.iterationsField = ClimbWriter.iterationsField(function);
        this.code = code;
        this.context = layout.context();
        this.localKinds = layout.localKinds();
        this.locals = layout.locals();
        this.memory = layout.memory();
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

    /** Says that the instructions from here on belong to none: backtraces leave out what is active in them. */
    void atNoInstruction() {
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

    /** Returns whether the method keeps the first memory in a variable. */
    boolean keepsMemory() {
        return memory >= 0;
    }

    /** Writes what pushes the first memory from its variable. */
    void loadMemory() {
        code.variable(Opcodes.ALOAD, memory);
    }

    /** Returns whether the method counts iterations. */
    boolean countsIterations() {
        return iterations >= 0;
    }

    /** Returns the variable of the iterations that are left. */
    int iterations() {
        return iterations;
    }

    /** Gives the method's own variables their first values. */
    void beginVariables() {
        if (iterations >= 0) {
            code.field(Opcodes.GETSTATIC, owner, iterationsField, "I");
            code.variable(Opcodes.ISTORE, iterations);
        }
        if (memory >= 0) {
            loadContext();
            code.field(Opcodes.GETFIELD, Names.CONTEXT, "memory", Names.MEMORY_DESCRIPTOR);
            code.variable(Opcodes.ASTORE, memory);
        }
    }

    // Places where control flow meets

    /** Returns the verification types of all variables, those of the operands among them, which are settled. */
    Object[] frame() {
        return frame(operands.size());
    }

    /** Returns the verification types of all variables, of the operands those of the lowest ones only. */
    Object[] frame(int count) {
        if (code.isMeasuring()) {
            return NOT_WRITTEN;
        }
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
