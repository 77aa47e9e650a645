package dev.terrace.tier0;

import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier0.Operands.Kind;
import dev.terrace.tier0.Operands.Place;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the register code of one function: knows where locals, operands and constants are, and moves values no earlier
 * than it must.
 *
 * <p>{@code local.get} and constants only push an operand that says where the value is. An instruction that uses it reads
 * the local's slot, or has the number in a field. An instruction that produces a value writes the operand's own slot; a
 * {@code local.set} that follows makes it write the local instead. A comparison that is followed by a branch becomes part
 * of the branch.
 *
 * <p>Numbers that fit no field, and are used in loops of functions without calls, are kept in slots behind the canonical
 * frame, which the function fills when it begins. With calls they could not be there: a callee's frame begins within its
 * caller's.
 */
final class FunctionWriter implements Op {
    /** The operands from here on down are always in their own slots, so that looking for pending ones is quick. */
    private static final int MAX_PENDING = 64;

    /** Up to so many values are moved by an instruction each. */
    private static final int MAX_MOVES = 4;

    private static final int MAX_CONSTANTS = 64;

    /** The slots that a canonical frame may have, so that every slot fits every field. */
    static final int MAX_FRAME = MAX_Y - MAX_CONSTANTS;

    final CodeBuffer out = new CodeBuffer();
    final Operands operands;

    private final FunctionInfo info;
    private final int[] localSlots;
    private final int[] pendingReads;
    private boolean constantSlots;
    private int loops;
    private final Map<Long, Integer> constants = new LinkedHashMap<>();

    /** The slots in which there may be references that are no operands any more. */
    private final BitSet dead = new BitSet();

    /**
     * Creates a writer.
     *
     * @param constantSlots whether numbers may be kept behind the frame
     */
    FunctionWriter(FunctionInfo info, boolean constantSlots) {
        this.info = info;
        this.constantSlots = constantSlots;
        this.operands = new Operands(info.localSlots());
        this.localSlots = new int[info.locals().size()];
        this.pendingReads = new int[info.localSlots()];
        int slot = 0;
        for (int i = 0; i < localSlots.length; i++) {
            localSlots[i] = slot;
            slot += info.locals().get(i).slots();
        }
    }

    /** Returns how many slots the frame has, constants included. */
    int frameSlots() {
        return info.frameSlots() + constants.size();
    }

    /**
     * Says that the function calls another one; returns whether numbers are kept behind the frame, so that what has been
     * written is wrong.
     */
    boolean forbidConstantSlots() {
        constantSlots = false;
        return !constants.isEmpty();
    }

    /** Says that what follows is in one more loop. */
    void enterLoop() {
        loops++;
    }

    /** Says that what follows is in one loop less. */
    void leaveLoop() {
        loops--;
    }

    /**
     * Writes what the function begins with: the first values of its locals, and the constants.
     *
     * @param count how many calls it counts, as {@link Counters} has it; zero if it does not count
     * @param polls whether it polls for interruptions
     * @param fuel what it uses up
     */
    CodeBuffer prologue(long count, boolean polls, int fuel) {
        CodeBuffer prologue = new CodeBuffer();
        if (count != 0) {
            prologue.emit(COUNT, 0, 0, FunctionCode.WHOLE);
            prologue.append(count);
        }
        if (polls) {
            prologue.emit(POLL, 0, 0, 0);
        }
        if (fuel != 0) {
            prologue.emit(BURN, 0, 0, fuel);
        }
        int parameters = Calls.slots(info.type().func().params());
        int declared = info.localSlots() - parameters;
        if (declared > 3) {
            prologue.emit(ZERO, parameters, 0, declared);
        } else {
            for (int slot = parameters; slot < info.localSlots(); slot++) {
                prologue.emit(CONST, slot, 0, 0);
            }
        }
        if (declared > 0 && hasReferences(info.locals())) {
            prologue.emit(CLEAR_REFS, parameters, 0, declared);
        }
        for (Map.Entry<Long, Integer> constant : constants.entrySet()) {
            number(prologue, constant.getValue(), constant.getKey());
        }
        return prologue;
    }

    private static boolean hasReferences(List<ValType> types) {
        for (ValType type : types) {
            if (type.isRef()) {
                return true;
            }
        }
        return false;
    }

    // Locals

    /** Writes {@code local.get}. */
    void getLocal(int local) {
        int slot = localSlots[local];
        operands.pushLocal(Kind.of(info.locals().get(local)), slot);
        pendingReads[slot]++;
        limitPending();
    }

    /** Writes {@code local.set}. */
    void setLocal(int local) {
        int slot = localSlots[local];
        int value = pop();
        if (operands.place(value) == Place.LOCAL && operands.local(value) == slot) {
            return;
        }
        boolean pending = pendingReads[slot] > 0;
        int producer = producer(value);
        boolean takes = operands.kind(value) == Kind.REFERENCE && operands.place(value) == Place.OWN;
        if (takes) {
            // Whatever is written, the own slot keeps no reference.
            dead.clear(operands.own(value));
        }
        if (producer >= 0 && !pending) {
            out.redirect(producer, slot);
            return;
        }
        if (pending) {
            settleReadsOf(slot);
        }
        if (takes) {
            out.emit(TAKE_REF, slot, operands.own(value), 0);
        } else {
            copy(slot, value);
        }
    }

    /** Writes {@code local.tee}. */
    void teeLocal(int local) {
        setLocal(local);
        getLocal(local);
    }

    private void settleReadsOf(int slot) {
        for (int i = operands.size() - 1; pendingReads[slot] > 0; i--) {
            if (operands.local(i) == slot) {
                settle(i);
            }
        }
    }

    // Operands

    /** Pops an operand; it can be asked for until the next one is pushed. */
    int pop() {
        int index = operands.pop();
        if (operands.local(index) >= 0) {
            pendingReads[operands.local(index)]--;
        } else if (operands.kind(index) == Kind.REFERENCE) {
            dead.set(operands.own(index));
        }
        return index;
    }

    /**
     * Clears the slots with references that are no operands any more: they would keep alive what they refer to. Done before
     * calls, and in loops once in each iteration; where nothing runs for long there is no need.
     */
    void clearDead() {
        for (int from = dead.nextSetBit(0); from >= 0; from = dead.nextSetBit(from)) {
            int end = dead.nextClearBit(from);
            out.emit(CLEAR_REFS, from, 0, end - from);
            dead.clear(from, end);
        }
    }

    /** Says that there are no references in a range of slots. */
    void setCleared(int from, int end) {
        dead.clear(from, end);
    }

    /** Pops an operand and returns the slot to read it from. */
    int popRead() {
        return read(pop());
    }

    /** Pushes a number. */
    void pushNumber(long bits) {
        operands.pushNumber(bits);
        limitPending();
    }

    /** Pushes a value that the next instruction writes; returns its slot. */
    int pushResult(Kind kind) {
        limitPending();
        int slot = operands.push(kind);
        if (kind == Kind.REFERENCE) {
            dead.clear(slot);
        }
        return slot;
    }

    /** Pushes the reference that was in a slot when it was the last operand; returns its own slot. */
    int pushReference(int slot) {
        int own = pushResult(Kind.REFERENCE);
        if (own != slot) {
            out.emit(MOVE_REF, own, slot, 0);
        }
        return own;
    }

    /** Pushes values that are already in their own slots. */
    void pushResults(List<ValType> types) {
        for (ValType type : types) {
            pushResult(Kind.of(type));
        }
    }

    /** Removes operands until there are so many. */
    void truncate(int size) {
        while (operands.size() > size) {
            pop();
        }
    }

    /** Returns the slot to read an operand from. Writes a number to the operand's own slot, or finds it a constant's. */
    int read(int index) {
        return switch (operands.place(index)) {
            case OWN -> operands.own(index);
            case LOCAL -> operands.local(index);
            case NUMBER -> constant(operands.own(index), operands.number(index));
            case SUM -> {
                copy(operands.own(index), index);
                yield operands.own(index);
            }
        };
    }

    private int constant(int own, long bits) {
        if (constantSlots && loops > 0 && (constants.containsKey(bits) || constants.size() < MAX_CONSTANTS)) {
            return constants.computeIfAbsent(bits, _ -> info.frameSlots() + constants.size());
        }
        number(out, own, bits);
        return own;
    }

    private static void number(CodeBuffer out, int slot, long bits) {
        if (fits(bits)) {
            out.emit(CONST, slot, 0, (int) bits);
        } else {
            out.emit(CONST_WORD, slot, 0, 0);
            out.append(bits);
        }
    }

    /** Returns whether a number fits the field {@code z}, and its neighbours too: see {@link Comparison}. */
    private static boolean fits(long number) {
        return number < MAX_Z && number > -MAX_Z;
    }

    /** Writes all operands to their own slots. */
    void settleAll() {
        settleTo(operands.size());
    }

    private void limitPending() {
        if (operands.size() - operands.settled() > MAX_PENDING) {
            settleTo(operands.settled() + 1);
        }
    }

    private void settleTo(int end) {
        for (int i = operands.settled(); i < end; i++) {
            settle(i);
        }
        operands.setSettled(end);
    }

    /** Writes an operand to its own slot. */
    private void settle(int index) {
        if (operands.place(index) != Place.OWN) {
            copy(operands.own(index), index);
            if (operands.local(index) >= 0) {
                pendingReads[operands.local(index)]--;
            }
            operands.settle(index);
            if (operands.kind(index) == Kind.REFERENCE) {
                dead.clear(operands.own(index));
            }
        }
    }

    /** Writes the last operands to their own slots: arguments. */
    void settleLast(int count) {
        for (int i = operands.size() - count; i < operands.size(); i++) {
            settle(i);
        }
    }

    /** Copies an operand to a slot. What is known of it stays as it is, so this may run on one path of several. */
    private void copy(int slot, int index) {
        switch (operands.place(index)) {
            case OWN -> move(operands.kind(index), slot, operands.own(index));
            case LOCAL -> move(operands.kind(index), slot, operands.local(index));
            case NUMBER -> number(out, slot, operands.number(index));
            case SUM -> out.emit(ADD_IMM, slot, operands.local(index), (int) operands.number(index));
        }
    }

    private void move(Kind kind, int slot, int from) {
        if (slot == from) {
            return;
        }
        int op = switch (kind) {
            case SCALAR -> MOVE;
            case VECTOR -> MOVE_V128;
            case REFERENCE -> MOVE_REF;
        };
        out.emit(op, slot, from, 0);
    }

    // Moving the values of a branch to where it goes

    /** Returns whether the last operands are not where a branch needs them. */
    boolean mustMove(int count, int slot) {
        int to = slot;
        for (int i = operands.size() - count; i < operands.size(); i++) {
            if (operands.place(i) != Place.OWN || operands.own(i) != to) {
                return true;
            }
            to += slots(i);
        }
        return false;
    }

    private int slots(int index) {
        return operands.kind(index) == Kind.VECTOR ? 2 : 1;
    }

    /** Prepares {@link #move} on a path that may not be taken; writes code that runs in any case. */
    void prepareMove(int count) {
        if (count > MAX_MOVES) {
            settleAll();
        }
    }

    /**
     * Copies the last operands to consecutive slots, which are not above their own. No operand is overwritten before it is
     * copied, since each goes at least as far down as those before it.
     */
    void move(int count, int slot) {
        int first = operands.size() - count;
        if (count > MAX_MOVES) {
            if (operands.own(first) != slot) {
                out.emit(MOVE_RANGE, slot, operands.own(first), operands.height() - operands.own(first));
            }
            return;
        }
        int to = slot;
        for (int i = first; i < operands.size(); i++) {
            copy(to, i);
            to += slots(i);
        }
    }

    /** Copies the last operands to their own slots. What is known of them stays as it is. */
    void copyLast(int count) {
        for (int i = operands.size() - count; i < operands.size(); i++) {
            copy(operands.own(i), i);
        }
    }

    /** Copies the own slots of the last operands to consecutive slots below. */
    void moveOwn(int count, int slot) {
        int first = operands.size() - count;
        int slots = operands.height() - operands.own(first);
        if (count > 1) {
            out.emit(MOVE_RANGE, slot, operands.own(first), slots);
        } else {
            move(operands.kind(first), slot, operands.own(first));
        }
    }

    /** Leaves the function with results that are in its first slots. */
    void returnFirst(List<ValType> results) {
        clearReferences(Calls.slots(results));
        out.emit(RETURN, 0, 0, 0);
    }

    /** Clears the references of the frame, from a slot on. */
    void clearReferences(int from) {
        if (info.usesRefs() && info.frameSlots() > from) {
            out.emit(CLEAR_REFS, from, 0, info.frameSlots() - from);
        }
    }

    // Instructions

    /** Returns the place of the instruction that has just written an operand to its own slot, or -1. */
    private int producer(int index) {
        int last = out.last();
        if (last < 0 || operands.place(index) != Place.OWN) {
            return -1;
        }
        long word = out.word(last);
        return Op.writesX(Op.op(word)) && Op.x(word) == operands.own(index) ? last : -1;
    }

    /** Writes an instruction with two scalar operands. */
    void binary(int op, boolean exchange) {
        int right = pop();
        int left = pop();
        int a = exchange ? right : left;
        int b = exchange ? left : right;
        if (operands.place(a) == Place.NUMBER && Lowering.commutes(op)) {
            int number = a;
            a = b;
            b = number;
        }
        if (operands.place(b) == Place.NUMBER && immediate(op, a, operands.number(b))) {
            return;
        }
        if (operands.place(a) == Place.NUMBER && mirrored(op, operands.number(a), b)) {
            return;
        }
        int y = read(a);
        int z = read(b);
        out.emit(op, pushResult(Kind.SCALAR), y, z);
    }

    private boolean immediate(int op, int a, long number) {
        int form = Lowering.immediate(op);
        long n = switch (op) {
            case SUB, I32_ROTR, I64_ROTR -> -number;
            default -> number + Lowering.immediateDistance(op);
        };
        boolean never = Lowering.comparesUnsigned(op) && n == 0;
        if (form == Lowering.NONE || !fits(number) || !fits(n) || never) {
            return false;
        }
        long sum = operands.number(a) + n;
        if (form == ADD_IMM && operands.local(a) >= 0 && fits(sum)) {
            int local = operands.local(a);
            limitPending();
            operands.pushSum(local, sum);
            pendingReads[local]++;
            return true;
        }
        int y = read(a);
        out.emit(form, pushResult(Kind.SCALAR), y, (int) n);
        return true;
    }

    /** The number must differ from what is never below or above anything, so that {@link Comparison} can turn it round. */
    private boolean mirrored(int op, long number, int b) {
        int form = Lowering.mirroredImmediate(op);
        long n = number - Lowering.immediateDistance(op);
        boolean never = Lowering.comparesUnsigned(op) && n == -1;
        if (form == Lowering.NONE || !fits(number) || !fits(n) || never) {
            return false;
        }
        int y = read(b);
        out.emit(form, pushResult(Kind.SCALAR), y, (int) n);
        return true;
    }

    /** Writes {@code i32.eqz}: as the opposite of a comparison, if the operand is one. */
    void i32Eqz() {
        int value = pop();
        int producer = producer(value);
        if (producer >= 0) {
            long opposite = Comparison.oppositeOf(out.word(producer));
            if (opposite != 0) {
                out.removeLast();
                out.emit(Op.op(opposite), pushResult(Kind.SCALAR), Op.y(opposite), Op.z(opposite));
                return;
            }
        }
        int y = read(value);
        out.emit(I32_EQ_IMM, pushResult(Kind.SCALAR), y, 0);
    }

    /** Writes an instruction with one scalar operand. */
    void unary(int op) {
        int y = popRead();
        out.emit(op, pushResult(Kind.SCALAR), y, 0);
    }

    /** Returns a comparison of a comparison's result with zero as the comparison that it is, or its opposite. */
    private Comparison simplified(Comparison comparison, int value) {
        boolean equal = comparison.op() == JUMP_I32_EQ_IMM;
        int inner = producer(value);
        if (comparison.y() != 0
                || !(equal || comparison.op() == JUMP_I32_NE_IMM)
                || inner < 0
                || Op.x(out.word(inner)) != comparison.x()) {
            return comparison;
        }
        Comparison tested = Comparison.of(out.word(inner));
        if (tested == null) {
            return comparison;
        }
        out.removeLast();
        return equal ? tested.negate() : tested;
    }

    /**
     * Writes an access to the first memory.
     *
     * @param value the operand that is stored, or -1
     * @param address the operand that is the address
     */
    void access(int op, int value, int address, int offset) {
        boolean sum = operands.place(address) == Place.SUM && offset == 0 && Lowering.ofSum(op) != Lowering.NONE;
        int register = sum ? Lowering.ofSum(op) : op;
        int number = sum ? (int) operands.number(address) : offset;
        int y = sum ? operands.local(address) : read(address);
        int x = value >= 0 ? read(value) : pushResult(Kind.SCALAR);
        out.emit(register, x, y, number);
    }

    /** Gives the last operand another type of scalar; {@code narrow} says that only the low half of a number counts. */
    void retype(boolean narrow) {
        int last = operands.size() - 1;
        if (narrow && operands.place(last) == Place.NUMBER) {
            long bits = operands.number(pop());
            pushNumber((int) bits);
        }
    }

    /** Pops a condition; the comparison that produced it is no longer in the code. */
    Comparison popCondition() {
        int value = pop();
        int producer = producer(value);
        if (producer >= 0) {
            Comparison comparison = Comparison.of(out.word(producer));
            if (comparison != null) {
                out.removeLast();
                return simplified(comparison, value);
            }
        }
        return new Comparison(JUMP_IF, read(value), 0);
    }
}
