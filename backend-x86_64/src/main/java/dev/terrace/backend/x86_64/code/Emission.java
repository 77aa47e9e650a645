package dev.terrace.backend.x86_64.code;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Assembler;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.LabelAddress;
import dev.terrace.backend.x86_64.asm.Operand;
import dev.terrace.backend.x86_64.asm.Symbol;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.Allocation.Move;
import dev.terrace.tier2.machine.Location;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.MachineInstruction;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a function out: its prologue, its blocks in their order, with the moves of the register allocation, and behind them
 * what is hardly ever reached.
 *
 * <pre>
 *   frame:  [rsp]             spill slots
 *           [rsp+slots]       the register of the instance, if it is to be loaded again after calls
 *                             padding, so that rsp is a multiple of 16 in functions that call
 *           [rsp+frame]       return address
 * </pre>
 */
public final class Emission {
    private static final int LOOP_ALIGNMENT = 16;

    /** A trap at a place that an instruction of WebAssembly has. */
    private record Trap(TrapKind kind, int offset) {}

    /** Code that is put behind the blocks. */
    private record Cold(int offset, Label label, Runnable code) {}

    private final MachineFunction function;
    private final Allocation allocation;
    private final Assembler asm;
    private final Frame frame;
    private final MoveEmission moves;
    private final PlaceMap.Builder map = new PlaceMap.Builder();
    private final List<CodeSymbol> symbols = new ArrayList<>();
    private final Map<CodeSymbol, Symbol> symbolNumbers = new HashMap<>();
    private final Map<Trap, Label> traps = new LinkedHashMap<>();
    private final List<Cold> cold = new ArrayList<>();
    private final Label[] labels;

    private MachineBlock block;
    private MachineBlock next;
    private int offset = X86Instruction.NO_OFFSET;
    /** The operand, the very object, by which the present instruction accesses guarded memory. */
    private Address guarded;
    /** The offset in the module that this access belongs to. */
    private int guardedOffset;

    private Emission(MachineFunction function, Allocation allocation, CpuFeatures features) {
        this.function = function;
        this.allocation = allocation;
        asm = new Assembler(features);
        frame = Frame.of(function, allocation);
        moves = new MoveEmission(this);
        labels = new Label[function.blocks().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Label();
        }
    }

    /** Returns the code of a function. */
    public static NativeCode of(MachineFunction function, Allocation allocation, CpuFeatures features) {
        Emission out = new Emission(function, allocation, features);
        out.run();
        return out.map.finish(out.asm.finish(), out.symbols, out.frame.bytes());
    }

    private void run() {
        frame.enter(this);
        List<MachineBlock> blocks = function.blocks().stream()
                .filter(it -> it.index == 0 || destination(it) == it)
                .toList();
        for (int i = 0; i < blocks.size(); i++) {
            next = i + 1 < blocks.size() ? blocks.get(i + 1) : null;
            emitBlock(blocks.get(i));
        }
        // Cold code may add traps, and more cold code.
        for (int i = 0; i < cold.size(); i++) {
            Cold piece = cold.get(i);
            begin(piece.offset());
            asm.bind(piece.label());
            piece.code().run();
        }
        traps.forEach((trap, label) -> {
            begin(trap.offset());
            asm.bind(label);
            asm.emit(Instruction.CALL_REL32, symbol(new CodeSymbol.TrapStub(trap.kind())));
        });
    }

    private void emitBlock(MachineBlock emitted) {
        block = emitted;
        if (block.loopHeader && !block.cold) {
            asm.align(LOOP_ALIGNMENT);
        }
        asm.bind(labels[block.index]);
        List<MachineInstruction> instructions = block.instructions;
        for (int i = 0; i < instructions.size(); i++) {
            for (Move move : allocation.before(block, i)) {
                moves.emit(move);
            }
            X86Instruction instruction = (X86Instruction) instructions.get(i);
            begin(instruction.offset());
            Operand[] operands = operands(instruction, i);
            instruction.code().emit(this, operands);
        }
    }

    /** Returns the block that a jump to a block ends in: blocks with a jump alone are left out. */
    private MachineBlock destination(MachineBlock start) {
        MachineBlock at = start;
        for (int steps = 0; steps < labels.length; steps++) {
            boolean empty = at.instructions.size() == 1
                    && ((X86Instruction) at.instructions.getFirst()).isJump()
                    && allocation.before(at, 0).isEmpty();
            if (!empty) {
                return at;
            }
            at = at.successors.getFirst().target();
        }
        return start; // an endless loop of nothing but jumps
    }

    private Operand[] operands(X86Instruction instruction, int index) {
        int[] locations = new int[instruction.operands().length];
        for (int i = 0; i < locations.length; i++) {
            locations[i] = allocation.location(block, index, i);
        }
        return operands(instruction, locations);
    }

    /** Returns what arguments become if operands have certain locations. */
    Operand[] operands(X86Instruction instruction, int... locations) {
        List<Operand> operands = new ArrayList<>(instruction.args().length);
        int next = 0;
        for (Arg arg : instruction.args()) {
            switch (arg) {
                case Arg.Virtual _ -> operands.add(place(locations[next++]));
                case Arg.Modified _ -> {
                    operands.add(place(locations[next]));
                    next += 2;
                }
                case Arg.Implied _ -> next++;
                case Arg.Clobbers _ -> {}
                case Arg.Known(Operand known) -> operands.add(known);
                case Arg.Constant(int bytes, long low, long high) -> operands.add(constant(bytes, low, high));
                case Arg.Memory memory -> {
                    Gpr base = null;
                    if (memory.base() != Arg.Memory.NONE) {
                        base = Gpr.of(memory.base() < 0 ? ~memory.base() : locations[next++]);
                    }
                    Gpr register = memory.index() == Arg.Memory.NONE ? null : Gpr.of(locations[next++]);
                    Address address = new Address(base, register, memory.scale(), memory.displacement());
                    operands.add(address);
                    if (memory.isGuarded()) {
                        guarded = address;
                        guardedOffset = memory.access();
                    }
                }
            }
        }
        return operands.toArray(Operand[]::new);
    }

    /** Returns the operand for a location. */
    static Operand place(int location) {
        if (Location.isSlot(location)) {
            return Address.at(Gpr.RSP, Location.offset(location));
        }
        return location < Registers.FIRST_VECTOR ? Gpr.of(location) : Xmm.of(location - Registers.FIRST_VECTOR);
    }

    private void begin(int newOffset) {
        guarded = null;
        setOffset(newOffset);
    }

    private void setOffset(int newOffset) {
        if (newOffset != offset) {
            offset = newOffset;
            map.offset(asm, offset);
        }
    }

    // What instructions use

    /** Returns whether code may use a feature of the processor. */
    public boolean has(CpuFeature feature) {
        return asm.features().has(feature);
    }

    /** Emits a row of the assembler's table. */
    public void emit(Instruction row, Operand... operands) {
        boolean isGuarded = guarded != null && Arrays.stream(operands).anyMatch(operand -> operand == guarded);
        if (!isGuarded) {
            asm.emit(row, operands);
            return;
        }
        int around = offset;
        setOffset(guardedOffset);
        map.guardedAccess(asm);
        asm.emit(row, operands);
        setOffset(around);
    }

    /** Binds a label to the next row. */
    public void bind(Label label) {
        asm.bind(label);
    }

    /** Emits a jump. */
    public void jump(Label target) {
        asm.jump(target);
    }

    /** Emits a conditional jump. */
    public void jump(Condition condition, Label target) {
        asm.jump(condition, target);
    }

    /** Returns where to jump to for a trap at the present instruction of WebAssembly. */
    public Label trap(TrapKind kind) {
        return traps.computeIfAbsent(new Trap(kind, offset), _ -> new Label());
    }

    /** Puts code behind the blocks, and returns where it is. It has to jump back itself. */
    public Label cold(Runnable code) {
        Label label = new Label();
        cold.add(new Cold(offset, label, code));
        return label;
    }

    /** Copies a register, or moves between a register and memory, unless both are the same. */
    public void copy(RegisterClass type, Operand to, Operand from) {
        if (!to.equals(from)) {
            moves.emit(type, to, from);
        }
    }

    /** Returns the place of constant data. */
    public LabelAddress constant(int bytes, long low, long high) {
        return switch (bytes) {
            case Integer.BYTES -> asm.constant((int) low);
            case Long.BYTES -> asm.constant(low);
            case 2 * Long.BYTES -> asm.constant(low, high);
            default -> throw new IllegalArgumentException("no constants have " + bytes + " bytes");
        };
    }

    /** Returns the place of a table of jumps: {@link Assembler#jumpTable}. */
    public LabelAddress jumpTable(List<Label> targets) {
        return asm.jumpTable(targets);
    }

    /** Returns how code refers to something elsewhere. */
    public Symbol symbol(CodeSymbol symbol) {
        return symbolNumbers.computeIfAbsent(symbol, it -> {
            symbols.add(it);
            return new Symbol(symbols.size() - 1);
        });
    }

    /** Returns where to jump to for a successor of the present block. */
    public Label successor(int number) {
        return labels[destination(block.successors.get(number).target()).index];
    }

    /** Goes on with a successor, at the end of the present block. */
    public void jumpToSuccessor(int number) {
        if (next == null || !isNext(number)) {
            asm.jump(successor(number));
        }
    }

    /** Returns whether a successor is the block that follows. */
    public boolean isNext(int number) {
        return next != null && destination(block.successors.get(number).target()) == next;
    }

    /** Frees the frame, before the function is left. */
    public void leaveFrame() {
        frame.leave(this);
    }

    /** Loads the register of the instance again, after a call. */
    public void restoreInstance() {
        frame.restoreInstance(this);
    }
}
