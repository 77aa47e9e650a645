package dev.terrace.backend.x86_64.asm;

import dev.terrace.backend.x86_64.asm.Relocation.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the machine code of one function or stub.
 *
 * <pre>{@code
 * Assembler asm = new Assembler(CpuFeatures.host());
 * Label loop = new Label();
 * asm.emit(XOR_RM32_R32, RAX, RAX);
 * asm.bind(loop);
 * asm.emit(ADD_R64_RM64, RAX, Address.at(RDI, RCX, 8, 0));
 * asm.emit(SUB_RM64_I8, RCX, imm(1));
 * asm.jump(Condition.NE, loop);
 * asm.emit(RET);
 * AssembledCode code = asm.finish();
 * }</pre>
 *
 * A row of the table is emitted as it is. What depends on places that are not known yet is left open until the code is
 * finished: {@link #jump jumps} get the short form where it reaches, {@link Label}s and {@link LabelAddress}es their
 * distances. {@link Symbol}s stay open until the code is installed.
 *
 * <p>An assembler is used by one thread, for one piece of code.
 */
public final class Assembler {
    private static final int INITIAL_CAPACITY = 1024;

    // Positions are in the buffer; with the number of pieces of variable length before them they become places in the
    // code.

    /** A distance from the end of an instruction to a label, that is still to be filled in. */
    private record Fixup(int field, int fieldBytes, int end, int pieces, Label label, int offset) {}

    /** A field that needs a symbol. */
    private record SymbolField(int position, int pieces, Kind kind, Symbol symbol) {}

    /** What was recorded for a place. */
    private record PcRecord(int position, int pieces, int data) {}

    private final CpuFeatures features;
    private final CodeBuffer buffer = new CodeBuffer(INITIAL_CAPACITY);
    private final Encoder encoder = new Encoder(buffer);
    private final Layout layout = new Layout();
    private final DataSection data = new DataSection();
    private final List<Label> jumpTargets = new ArrayList<>();
    private final List<Fixup> fixups = new ArrayList<>();
    private final List<PcRecord> pcRecords = new ArrayList<>();
    private final List<SymbolField> symbolFields = new ArrayList<>();
    private boolean finished;

    /** Makes an assembler for processors with the given features. */
    public Assembler(CpuFeatures features) {
        this.features = features;
    }

    /** Returns the features that the code may use. */
    public CpuFeatures features() {
        return features;
    }

    /**
     * Emits an instruction. Its operands are those of its row, but for the implied ones.
     *
     * @throws IllegalArgumentException if an operand does not fit, or the processor lacks the instruction
     */
    public void emit(Instruction instruction, Operand... operands) {
        if (finished) {
            throw new IllegalStateException("the code is finished");
        }
        if (!features.allow(instruction)) {
            throw new IllegalArgumentException(instruction + " needs "
                    + String.join(
                            " and ",
                            instruction.features().stream()
                                    .filter(feature -> !features.has(feature))
                                    .map(CpuFeature::text)
                                    .toList())
                    + ", which is not among the features of the processor");
        }
        int open = -1;
        for (int i = 0; i < operands.length; i++) {
            if (isOpen(operands[i])) {
                open = i;
            }
        }
        if (open < 0) {
            encoder.encode(instruction, operands);
        } else {
            emitOpen(instruction, operands, open);
        }
    }

    private static boolean isOpen(Operand operand) {
        return operand instanceof Label
                || operand instanceof LabelAddress
                || operand instanceof Symbol
                || operand instanceof SymbolAddress;
    }

    /** Emits an instruction, one of whose operands has a place that is not known yet. */
    private void emitOpen(Instruction instruction, Operand[] operands, int open) {
        Operand[] known = operands.clone();
        switch (operands[open]) {
            case Label label -> {
                known[open] = new Relative(0);
                int distance = encoder.encode(instruction, known);
                jumpTargets.add(label);
                fixup(distance < 0 ? 1 : Integer.BYTES, distance < 0 ? buffer.size() - 1 : distance, label, 0);
            }
            case LabelAddress(Label label, int offset) -> {
                known[open] = new RipRelative(0);
                fixup(Integer.BYTES, encoder.encode(instruction, known), label, offset);
            }
            case Symbol symbol -> emitWithSymbol(instruction, known, open, symbol);
            case SymbolAddress(Symbol symbol) -> {
                // The distance counts from the end of its field, so that has to be the instruction's.
                if (instruction.form().explicitOperands().stream().anyMatch(OperandKind::isImmediate)) {
                    throw new IllegalArgumentException(
                            instruction + " has an immediate behind the address of " + symbol);
                }
                known[open] = new RipRelative(0);
                int field = encoder.encode(instruction, known);
                symbolFields.add(new SymbolField(field, layout.pieces(), Kind.RELATIVE_32, symbol));
            }
            case Operand operand -> throw new AssertionError(operand);
        }
    }

    private void fixup(int fieldBytes, int field, Label label, int offset) {
        fixups.add(new Fixup(field, fieldBytes, buffer.size(), layout.pieces(), label, offset));
    }

    private void emitWithSymbol(Instruction instruction, Operand[] operands, int open, Symbol symbol) {
        List<OperandKind> kinds = instruction.form().explicitOperands();
        OperandKind kind = open < kinds.size() ? kinds.get(open) : null;
        if (kind == OperandKind.REL32) {
            operands[open] = new Relative(0);
            int field = encoder.encode(instruction, operands);
            symbolFields.add(new SymbolField(field, layout.pieces(), Kind.RELATIVE_32, symbol));
        } else if (kind == OperandKind.I64) {
            operands[open] = new Immediate(0);
            encoder.encode(instruction, operands);
            int field = buffer.size() - Long.BYTES;
            symbolFields.add(new SymbolField(field, layout.pieces(), Kind.ABSOLUTE_64, symbol));
        } else {
            throw new IllegalArgumentException(instruction + " has no room for the address of " + symbol);
        }
    }

    /** Emits a jump in the shortest form that reaches its target. */
    public void jump(Label target) {
        jumpTargets.add(target);
        layout.addJump(buffer.size(), null, target);
    }

    /** Emits a conditional jump in the shortest form that reaches its target. */
    public void jump(Condition condition, Label target) {
        jumpTargets.add(target);
        layout.addJump(buffer.size(), condition, target);
    }

    /** Emits a call of code with a label. */
    public void call(Label target) {
        emit(Instruction.CALL_REL32, target);
    }

    /** Binds a label to the place of the next instruction. */
    public void bind(Label label) {
        label.bind(buffer.size(), layout.pieces());
    }

    /** Emits NOPs up to a multiple of a power of two, up to 4096, from the beginning of the code. */
    public void align(int alignment) {
        if (Integer.bitCount(alignment) != 1 || alignment < 1 || alignment > 4096) {
            throw new IllegalArgumentException("alignment " + alignment + " is not a power of two up to 4096");
        }
        layout.addPadding(buffer.size(), alignment);
    }

    /**
     * Records data for the place of the next instruction, to be found in the {@link PcTable}. For an instruction that may
     * fault it is called before the instruction, for a call that can be returned to after it.
     */
    public void record(int newData) {
        pcRecords.add(new PcRecord(buffer.size(), layout.pieces(), newData));
    }

    /** Returns the address of a constant of 4 bytes. */
    public LabelAddress constant(int value) {
        return new LabelAddress(data.doubleWord(value), 0);
    }

    /** Returns the address of a constant of 8 bytes. */
    public LabelAddress constant(long value) {
        return new LabelAddress(data.quad(value), 0);
    }

    /** Returns the address of a constant of 16 bytes, aligned to them. */
    public LabelAddress constant(long low, long high) {
        return new LabelAddress(data.vector(low, high), 0);
    }

    /** Returns the address of 8 bytes in which a symbol's address will be. */
    public LabelAddress constant(Symbol symbol) {
        return new LabelAddress(data.address(symbol), 0);
    }

    /**
     * Returns the address of a table with an entry of 4 bytes for each target: how far it is from the table's beginning.
     *
     * <pre>
     *   lea    table, [rip+...]
     *   movsxd target, dword ptr [table+index*4]
     *   add    target, table
     *   jmp    target
     * </pre>
     */
    public LabelAddress jumpTable(List<Label> targets) {
        return new LabelAddress(data.jumpTable(targets), 0);
    }

    /**
     * Finishes the code.
     *
     * @throws IllegalStateException if a label is used that is not bound, or a jump that was emitted in its short form
     *     does not reach
     */
    public AssembledCode finish() {
        if (finished) {
            throw new IllegalStateException("the code is finished");
        }
        finished = true;
        jumpTargets.addAll(data.targets());
        for (Label label : jumpTargets) {
            if (!label.isBound()) {
                throw new IllegalStateException("a label is jumped to that is not bound");
            }
        }
        layout.compute();
        CodeBuffer code = layout.write(buffer);
        int instructionBytes = code.size();

        List<Relocation> relocations = new ArrayList<>();
        for (SymbolField field : symbolFields) {
            int offset = layout.offset(field.position(), field.pieces());
            relocations.add(new Relocation(offset, field.kind(), field.symbol()));
        }
        data.write(code, layout, relocations);
        fixups.forEach(fixup -> fillIn(fixup, code));
        return new AssembledCode(code.toArray(), instructionBytes, layout, relocations, pcTable());
    }

    private void fillIn(Fixup fixup, CodeBuffer code) {
        if (!fixup.label().isBound()) {
            throw new IllegalStateException("the address of a label is used that is not bound");
        }
        boolean inData = fixup.label().pieces == Label.IN_DATA;
        int target = inData ? data.offsetOf(fixup.label()) : layout.offsetOf(fixup.label());
        int distance = target + fixup.offset() - layout.offset(fixup.end(), fixup.pieces());
        int field = layout.offset(fixup.field(), fixup.pieces());
        if (fixup.fieldBytes() == Integer.BYTES) {
            code.set32(field, distance);
        } else if (distance == (byte) distance) {
            code.set8(field, distance);
        } else {
            throw new IllegalStateException("a short jump at " + field + " would have to reach " + distance);
        }
    }

    private PcTable pcTable() {
        int[] offsets = pcRecords.stream()
                .mapToInt(entry -> layout.offset(entry.position(), entry.pieces()))
                .toArray();
        return new PcTable(offsets, pcRecords.stream().mapToInt(PcRecord::data).toArray());
    }
}
