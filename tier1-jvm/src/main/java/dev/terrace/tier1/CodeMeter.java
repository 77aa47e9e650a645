package dev.terrace.tier1;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Counts how many bytes instructions take, without writing them: what a method is divided by before it is written. About
 * right, which is enough: jumps count as short ones, and constants as those with two bytes for their number.
 */
final class CodeMeter extends MethodVisitor {
    private int size;

    CodeMeter() {
        super(Opcodes.ASM9);
    }

    /** Returns the number of bytes so far. */
    int size() {
        return size;
    }

    @Override
    public void visitInsn(int opcode) {
        size++;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        size += opcode == Opcodes.SIPUSH ? 3 : 2;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        size += variable < 4 ? 1 : variable < 256 ? 2 : 4;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        size += 3;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        size += 3;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        size += opcode == Opcodes.INVOKEINTERFACE ? 5 : 3;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        size += 5;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        size += 3;
    }

    @Override
    public void visitLdcInsn(Object value) {
        size += 3;
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        size += variable < 256 && increment == (byte) increment ? 3 : 6;
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
        size += 16 + 4 * labels.length;
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
        size += 12 + 8 * labels.length;
    }
}
