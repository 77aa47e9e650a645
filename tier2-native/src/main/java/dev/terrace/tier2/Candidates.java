package dev.terrace.tier2;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FuncType;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleCode;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The functions of a module that are worth climbing to machine code. Those are not that it does not execute; nor any of a
 * module that defines structures or arrays: functions that work on these stay in bytecode, where HotSpot inlines one into
 * another, and each call between the two would enter or leave machine code.
 */
final class Candidates {
    private static final int UNKNOWN = 0;
    private static final int YES = 1;
    private static final int NO = 2;

    private final boolean definesObjects;

    /** The answers, by the functions that the module defines. Threads that race here find the same. */
    private final AtomicIntegerArray answers;

    private Candidates(ModuleCode code) {
        this.definesObjects = code.valid().types().stream().anyMatch(type -> !(type.comp() instanceof FuncType));
        this.answers = new AtomicIntegerArray(code.functions().size());
    }

    /** Returns whether a function is one. */
    static boolean contains(FunctionCode function) {
        ModuleCode module = function.module();
        Candidates candidates = module.shared(Candidates.class, Candidates::new);
        if (candidates.definesObjects) {
            return false;
        }
        int number = function.index() - module.valid().importedFunctions();
        int answer = candidates.answers.get(number);
        if (answer == UNKNOWN) {
            answer = hasNothingRefused(function) ? YES : NO;
            candidates.answers.set(number, answer);
        }
        return answer == YES;
    }

    private static boolean hasNothingRefused(FunctionCode function) {
        FunctionBody body = function.body();
        InstructionReader in =
                new InstructionReader(function.module().valid().module().bytes(), body.start(), body.end());
        while (!in.atEnd()) {
            if (isRefused(in.next(), in)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRefused(Opcode op, InstructionReader in) {
        return switch (op) {
            case TRY, REF_EQ -> true;
            case TRY_TABLE -> !in.catches().isEmpty();
            default -> op.prefix() == Opcode.PREFIX_GC;
        };
    }
}
