package dev.terrace.tier1;

import java.util.Arrays;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the instructions of one method: ASM's visitor, with a name for each thing that translators say often. */
final class Code {
    /** Where what is not wanted is written to. */
    private static final MethodVisitor NOWHERE = new MethodVisitor(Opcodes.ASM9) {};

    private static final Object[] NO_OPERANDS = {};

    /** How many variables a frame may have more or less than the last one, to be written as a difference. */
    private static final int MAX_FRAME_DIFFERENCE = 3;

    private final Label end = new Label();
    private MethodVisitor out;
    private boolean atFrame;

    /** The variables of the last frame; null if there is none. */
    private Object[] frame;

    /** Whether the beginning was not written, so that frames may have variables that no instruction writes. */
    private boolean continued;

    /** How many variables the largest frame has, and a place in the method; ASM counts those of instructions only. */
    private int framedVariables;

    private Label someFrame;

    Code(MethodVisitor out) {
        this.out = out;
    }

    /** Returns what only counts the bytes. */
    static Code measuring() {
        return new Code(new CodeMeter());
    }

    /** Returns whether the bytes are only counted. */
    boolean isMeasuring() {
        return out instanceof CodeMeter;
    }

    /** Writes nothing from here on. */
    void suspend() {
        redirect(NOWHERE);
    }

    /** Goes on in another method. */
    void redirect(MethodVisitor other) {
        this.continued = other != NOWHERE;
        this.out = other;
        this.atFrame = false;
        this.frame = null;
    }

    /** Returns whether what is said here is written. */
    boolean isWritten() {
        return out != NOWHERE;
    }

    /** Writes an instruction without operands of its own. */
    void op(int opcode) {
        atFrame = false;
        out.visitInsn(opcode);
    }

    void jump(int opcode, Label target) {
        atFrame = false;
        out.visitJumpInsn(opcode, target);
    }

    /** Writes a switch over the numbers from 0 on; the last target is for all that have none of their own. */
    void tableSwitch(Label[] targets) {
        Label other = targets[targets.length - 1];
        if (targets.length == 1) {
            op(Opcodes.POP);
            jump(Opcodes.GOTO, other);
            return;
        }
        atFrame = false;
        out.visitTableSwitchInsn(0, targets.length - 2, other, Arrays.copyOf(targets, targets.length - 1));
    }

    /** Writes a switch over some numbers, in ascending order. */
    void lookupSwitch(int[] numbers, Label[] targets, Label other) {
        atFrame = false;
        out.visitLookupSwitchInsn(other, numbers, targets);
    }

    /** Writes a load or store of a variable. */
    void variable(int opcode, int variable) {
        atFrame = false;
        out.visitVarInsn(opcode, variable);
    }

    /** Writes loads of a variable, or of the two of a vector. */
    void load(Kind kind, int variable) {
        variable(kind.load, variable);
        if (kind == Kind.V128) {
            variable(kind.load, variable + 2);
        }
    }

    /** Writes stores to a variable, or to the two of a vector. */
    void store(Kind kind, int variable) {
        if (kind == Kind.V128) {
            variable(kind.store, variable + 2);
        }
        variable(kind.store, variable);
    }

    /** Writes the addition of a small number to a variable. */
    void increment(int variable, int by) {
        atFrame = false;
        out.visitIincInsn(variable, by);
    }

    void constant(int value) {
        atFrame = false;
        if (value >= -1 && value <= 5) {
            out.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            out.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            out.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            out.visitLdcInsn(value);
        }
    }

    void constant(long value) {
        atFrame = false;
        if (value == 0 || value == 1) {
            out.visitInsn(Opcodes.LCONST_0 + (int) value);
        } else if (value == (short) value) {
            constant((int) value);
            out.visitInsn(Opcodes.I2L);
        } else {
            out.visitLdcInsn(value);
        }
    }

    void constant(float value) {
        atFrame = false;
        if (Float.floatToRawIntBits(value) == 0) {
            out.visitInsn(Opcodes.FCONST_0);
        } else {
            out.visitLdcInsn(value);
        }
    }

    void constant(double value) {
        atFrame = false;
        if (Double.doubleToRawLongBits(value) == 0) {
            out.visitInsn(Opcodes.DCONST_0);
        } else {
            out.visitLdcInsn(value);
        }
    }

    void constant(Handle value) {
        atFrame = false;
        out.visitLdcInsn(value);
    }

    void constant(ConstantDynamic value) {
        atFrame = false;
        out.visitLdcInsn(value);
    }

    /** Writes a zero or null. */
    void zero(Kind kind) {
        switch (kind) {
            case I32 -> op(Opcodes.ICONST_0);
            case I64 -> op(Opcodes.LCONST_0);
            case F32 -> op(Opcodes.FCONST_0);
            case F64 -> op(Opcodes.DCONST_0);
            case V128 -> {
                op(Opcodes.LCONST_0);
                op(Opcodes.LCONST_0);
            }
            case REF -> op(Opcodes.ACONST_NULL);
        }
    }

    void field(int opcode, String owner, String name, String descriptor) {
        atFrame = false;
        out.visitFieldInsn(opcode, owner, name, descriptor);
    }

    void invokeStatic(String owner, String name, String descriptor) {
        atFrame = false;
        out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    void invokeVirtual(String owner, String name, String descriptor) {
        atFrame = false;
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }

    void invokeSpecial(String owner, String name, String descriptor) {
        atFrame = false;
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, name, descriptor, false);
    }

    void cast(String type) {
        type(Opcodes.CHECKCAST, type);
    }

    void type(int opcode, String type) {
        atFrame = false;
        out.visitTypeInsn(opcode, type);
    }

    /** Writes what makes an array of numbers; its length is on Java's stack. */
    void newArray(int elementType) {
        atFrame = false;
        out.visitIntInsn(Opcodes.NEWARRAY, elementType);
    }

    /** Writes a conversion of a value to the long that a slot has for it; not of vectors and references. */
    void toBits(Kind kind) {
        toInteger(kind);
        if (kind == Kind.I32 || kind == Kind.F32) {
            op(Opcodes.I2L);
        }
    }

    /** Writes the reverse of {@link #toBits}. */
    void fromBits(Kind kind) {
        if (kind == Kind.I32 || kind == Kind.F32) {
            op(Opcodes.L2I);
        }
        fromInteger(kind);
    }

    /** Writes a conversion of a number to an integer of the same width and bits. */
    void toInteger(Kind kind) {
        switch (kind) {
            case I32, I64 -> {}
            case F32 -> invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
            case F64 -> invokeStatic("java/lang/Double", "doubleToRawLongBits", "(D)J");
            case V128, REF -> throw new IllegalArgumentException("no single number: " + kind);
        }
    }

    /** Writes the reverse of {@link #toInteger}. */
    void fromInteger(Kind kind) {
        switch (kind) {
            case I32, I64 -> {}
            case F32 -> invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
            case F64 -> invokeStatic("java/lang/Double", "longBitsToDouble", "(J)D");
            case V128, REF -> throw new IllegalArgumentException("no single number: " + kind);
        }
    }

    /** Returns how many bytes of the method have been written. */
    int position() {
        if (out instanceof CodeMeter meter) {
            return meter.size();
        }
        Label here = new Label();
        out.visitLabel(here);
        return here.getOffset();
    }

    /** Returns the size in bytes of the method, when it has been written. */
    int size() {
        return end.getOffset();
    }

    /** Marks the place of a label that only tables refer to. */
    void mark(Label label) {
        out.visitLabel(label);
    }

    /**
     * Marks the place of labels that jumps go to; the operand stack is empty.
     *
     * @param variables the verification types of the variables; of no interest if the bytes are only counted
     */
    void join(Object[] variables, Label... labels) {
        if (atFrame) {
            // Two frames cannot describe the same place.
            op(Opcodes.NOP);
        }
        for (Label label : labels) {
            out.visitLabel(label);
        }
        frame(variables, NO_OPERANDS);
    }

    /** Marks the place of a handler, where what was caught is the one operand. */
    void handler(Label label, Object[] variables, String caught) {
        if (atFrame) {
            op(Opcodes.NOP);
        }
        out.visitLabel(label);
        frame(variables, new Object[] {caught});
    }

    private void countVariables(Object[] variables) {
        int count = 0;
        for (Object type : variables) {
            count += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
        }
        if (count > framedVariables) {
            framedVariables = count;
            someFrame = new Label();
            out.visitLabel(someFrame);
        }
    }

    /** Writes a frame, by what is different from the last one if that is little. */
    private void frame(Object[] variables, Object[] operands) {
        atFrame = true;
        if (isMeasuring()) {
            return;
        }
        if (continued) {
            countVariables(variables);
        }
        int before = frame == null ? 0 : frame.length;
        int same = Math.min(before, variables.length);
        if (frame == null || !Arrays.equals(frame, 0, same, variables, 0, same)) {
            out.visitFrame(Opcodes.F_FULL, variables.length, variables, operands.length, operands);
        } else if (variables.length == before) {
            out.visitFrame(operands.length == 0 ? Opcodes.F_SAME : Opcodes.F_SAME1, 0, null, operands.length, operands);
        } else if (operands.length > 0 || Math.abs(variables.length - before) > MAX_FRAME_DIFFERENCE) {
            out.visitFrame(Opcodes.F_FULL, variables.length, variables, operands.length, operands);
        } else if (variables.length > before) {
            Object[] more = Arrays.copyOfRange(variables, before, variables.length);
            out.visitFrame(Opcodes.F_APPEND, more.length, more, 0, null);
        } else {
            out.visitFrame(Opcodes.F_CHOP, before - variables.length, null, 0, null);
        }
        frame = variables;
    }

    /** Adds a row to the table of handlers; inner ones first. */
    void tryCatch(Label start, Label end, Label handler, String caught) {
        out.visitTryCatchBlock(start, end, handler, caught);
    }

    /** Says which line the instructions from here on have. */
    void line(int line) {
        if (isMeasuring()) {
            return;
        }
        Label label = new Label();
        out.visitLabel(label);
        out.visitLineNumber(line, label);
    }

    /** Ends the method. */
    void end() {
        out.visitLabel(end);
        if (framedVariables > 0) {
            out.visitLocalVariable("unused", "I", null, someFrame, end, framedVariables - 1);
        }
        out.visitMaxs(0, 0);
        out.visitEnd();
    }
}
