package dev.terrace.tier0;

import dev.terrace.runtime.FunctionCode;

/**
 * The register code that {@link Training} runs: every case of the dispatch loop, and both ways of each of its conditional
 * jumps. Most of it follows from {@link Op}'s table: an instruction is written once for each choice of operands that its
 * fields allow, and jumps go nowhere, so that taken or not they come to the same place.
 *
 * <p>The slots of {@link Part#ALL} are:
 *
 * <pre>
 *   number   0 | 1 | 2 | SMALL | LARGE | result | frames of callees ...
 *   ref      f | - | - |   -   |   -   | result |
 * </pre>
 */
final class TrainingCode implements Op {
    private static final int ZERO = 0;
    private static final int ONE = 1;
    private static final int TWO = 2;
    private static final int SMALL = 3;
    private static final int LARGE = 4;
    private static final int RESULT = 5;
    private static final int CALLEE = 6;
    private static final int FRAME_SLOTS = 8;

    /** Small and large, whether a slot is taken for an i32, an i64, an f32 or an f64. */
    private static final long SMALL_BITS = 0x3FF0_0000_3F80_0000L;

    private static final long LARGE_BITS = 0x4000_0000_4000_0000L;

    /** The functions of the module that {@link Training} makes, in the order of their indices. */
    enum Part {
        /** Does everything, with the help of the other functions. */
        ALL,
        /** Returns. */
        LEAF,
        /** Returns; callers must look where its code is. */
        HIDDEN,
        /** Is no code of the interpreter; takes away the room for links. */
        FOREIGN,
        /** Is no code of the interpreter; throws an exception. */
        FOREIGN_THROW,
        /** Throws an exception. */
        THROW,
        /** Makes a tail call within the loop. */
        TAIL_CALL,
        /** Makes a tail call to an element of a table. */
        TAIL_CALL_INDIRECT,
        /** Makes a tail call to a reference. */
        TAIL_CALL_REF,
        /** Makes a tail call that the loop cannot go on with. */
        FOREIGN_TAIL_CALL,
        /** Counts: one loop is cold, and another one hot but not for climbing. */
        COUNTING,
        /** Leaves a hot loop for other code. */
        CLIMBING
    }

    /** The loop of {@link Part#COUNTING} that becomes hot at once, and cannot climb. */
    static final int HOT_LOOP = 1;

    /** The place of its count. */
    static final int HOT_COUNT = InterpretedFunction.ENTRY + 3;

    private final CodeBuffer out = new CodeBuffer();
    private final ExceptionHandlers.Builder handlers = new ExceptionHandlers.Builder();

    private TrainingCode() {}

    /** Returns the code of a part that has any. */
    static InterpretedFunction function(FunctionCode function) {
        TrainingCode code = new TrainingCode();
        Part part = Part.values()[function.index()];
        code.write(part);
        InterpretedModule module = InterpretedModule.of(function.module());
        CodeBuffer prologue = new CodeBuffer();
        InterpretedFunction result = new InterpretedFunction(
                module,
                function,
                code.out.code(part.ordinal(), prologue),
                FRAME_SLOTS,
                new OffsetTable(new int[1], new int[1]),
                code.handlers.build(InterpretedFunction.ENTRY));
        if (part == Part.HIDDEN) {
            result.replaced();
        }
        return module.define(part.ordinal(), result);
    }

    private void write(Part part) {
        switch (part) {
            case ALL -> {
                operands();
                for (int op = 0; op < UNREACHABLE; op++) {
                    if (!isTransfer(op)) {
                        exercise(op);
                    }
                }
                exercise(REF_EQ);
                jumpTable(ZERO);
                jumpTable(LARGE);
                calls();
            }
            case THROW -> out.emit(THROW, 0, 0, 0);
            case TAIL_CALL -> tailCall(RETURN_CALL, Part.LEAF.ordinal());
            case FOREIGN_TAIL_CALL -> tailCall(RETURN_CALL, Part.FOREIGN.ordinal());
            case TAIL_CALL_INDIRECT -> {
                out.emit(CONST, ZERO, 0, 0);
                tailCall(RETURN_CALL_INDIRECT, 0);
            }
            case TAIL_CALL_REF -> {
                out.emit(REF_FUNC, ZERO, 0, Part.LEAF.ordinal());
                tailCall(RETURN_CALL_REF, 0);
            }
            case COUNTING -> {
                count(0, Integer.MAX_VALUE);
                count(HOT_LOOP, 1);
            }
            case CLIMBING -> count(0, 1);
            case LEAF, HIDDEN -> {}
            case FOREIGN, FOREIGN_THROW -> throw new IllegalArgumentException(part + " has no register code");
        }
        out.emit(RETURN, 0, 0, 0);
    }

    /** Returns whether an instruction is one of those that need more than operands. */
    private static boolean isTransfer(int op) {
        return op == JUMP_TABLE || op == COUNT || op >= CALL && op <= RETURN;
    }

    private void operands() {
        out.emit(CONST, ZERO, 0, 0);
        out.emit(CONST, ONE, 0, 1);
        out.emit(CONST, TWO, 0, 2);
        out.emit(CONST_WORD, SMALL, 0, 0);
        out.append(SMALL_BITS);
        out.emit(CONST_WORD, LARGE, 0, 0);
        out.append(LARGE_BITS);
        out.emit(REF_FUNC, ZERO, 0, Part.LEAF.ordinal());
        out.emit(REF_NULL, ONE, 0, 0);
    }

    /** Writes an instruction with all operands that make a difference to it. */
    private void exercise(int op) {
        switch (OpTable.fields(op)) {
            case "", ">z", "#z" -> out.emit(op, 0, 0, 0);
            case "x >z" -> {
                out.emit(op, ZERO, 0, 0);
                out.emit(op, ONE, 0, 0);
            }
            case "x #y >z" -> {
                for (int number = ZERO; number <= TWO; number++) {
                    out.emit(op, number, 1, 0);
                }
            }
            case "x y >z" -> {
                out.emit(op, SMALL, LARGE, 0);
                out.emit(op, LARGE, SMALL, 0);
                out.emit(op, SMALL, SMALL, 0);
            }
            case "X y z" -> {
                out.emit(op, RESULT, SMALL, LARGE);
                out.emit(op, RESULT, LARGE, SMALL);
                out.emit(op, RESULT, SMALL, SMALL);
            }
            case "X y", "X y #z", "x y #z" -> {
                int z = OpTable.fields(op).endsWith("#z") ? 1 : 0;
                for (int number = ZERO; number <= TWO; number++) {
                    out.emit(op, RESULT, number, z);
                }
            }
            case "X #z", "x #z" -> out.emit(op, RESULT, 0, 0);
            case "X +#" -> {
                out.emit(op, RESULT, 0, 0);
                out.append(0);
            }
            case "X y z +z" -> {
                out.emit(op, RESULT, SMALL, LARGE);
                follow(0, ZERO);
                out.emit(op, RESULT, SMALL, LARGE);
                follow(0, ONE);
            }
            default -> throw new IllegalArgumentException("no training for " + OpTable.name(op));
        }
    }

    /** Appends a word with two indices. */
    private void follow(int high, int z) {
        out.append((long) high << 32 | Op.word(MOVE, 0, 0, z));
    }

    /** Writes a jump by a table of two rows, each of which leads behind it. */
    private void jumpTable(int index) {
        out.emit(JUMP_TABLE, index, 0, 1);
        follow(0, 1);
        follow(0, 0);
    }

    private void calls() {
        call(Part.LEAF);
        call(Part.HIDDEN);
        call(Part.FOREIGN);
        call(Part.LEAF); // without room for its link
        call(Part.TAIL_CALL);
        call(Part.TAIL_CALL_INDIRECT);
        call(Part.TAIL_CALL_REF);
        call(Part.FOREIGN_TAIL_CALL);
        call(Part.COUNTING);
        call(Part.CLIMBING);
        for (Part part : new Part[] {Part.LEAF, Part.FOREIGN}) {
            out.emit(CALL_IMPORT, CALLEE, 0, part.ordinal());
            follow(0, 0);
        }
        out.emit(CALL_INDIRECT, CALLEE, ZERO, 0); // element 0 of table 0, of type 0
        follow(0, 0);
        out.emit(CALL_REF, CALLEE, ZERO, 0);
        follow(0, 0);
        caught(Part.THROW);
        caught(Part.FOREIGN_THROW);
    }

    private void call(Part callee) {
        out.emit(CALL, CALLEE, 0, callee.ordinal());
    }

    /** Writes a call that throws an exception, with a handler behind it. */
    private void caught(Part callee) {
        int start = out.size();
        call(callee);
        handlers.add(start, out.size(), ExceptionHandlers.ALL, out.size(), RESULT, ExceptionHandlers.NO_SLOT);
    }

    private void tailCall(int op, int callee) {
        out.emit(op, 0, ZERO, callee);
        follow(0, 0);
    }

    private void count(int loop, long count) {
        out.emit(COUNT, 0, 0, loop);
        out.append(Counters.word(count));
    }
}
