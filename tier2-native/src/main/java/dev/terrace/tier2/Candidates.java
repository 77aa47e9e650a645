package dev.terrace.tier2;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleCode;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;

/**
 * The functions of a module that are worth climbing to machine code. Those are not that it does not execute; nor those that
 * take, return or keep references to garbage-collected objects: they call functions that work on these, which stay in
 * bytecode, and every such call would leave machine code.
 */
final class Candidates {
    private static final int UNKNOWN = 0;
    private static final int YES = 1;
    private static final int NO = 2;

    /** The answers, by the functions that the module defines. Threads that race here find the same. */
    private final AtomicIntegerArray answers;

    private Candidates(ModuleCode code) {
        this.answers = new AtomicIntegerArray(code.functions().size());
    }

    /** Returns whether a function is one. */
    static boolean contains(FunctionCode function) {
        ModuleCode module = function.module();
        Candidates candidates = module.shared(Candidates.class, Candidates::new);
        int number = function.index() - module.valid().importedFunctions();
        int answer = candidates.answers.get(number);
        if (answer == UNKNOWN) {
            answer = keepsNoObjects(function) && hasNothingRefused(function) ? YES : NO;
            candidates.answers.set(number, answer);
        }
        return answer == YES;
    }

    private static boolean keepsNoObjects(FunctionCode function) {
        FunctionInfo info = function.info();
        return Stream.concat(info.locals().stream(), info.type().func().results().stream())
                .noneMatch(Candidates::isObject);
    }

    private static boolean isObject(ValType type) {
        return type instanceof RefType reference && isObject(reference.heap());
    }

    private static boolean isObject(HeapType type) {
        return switch (type) {
            case AbsHeapType kind -> kind.top() == AbsHeapType.ANY;
            case DefType defined -> !(defined.comp() instanceof FuncType);
            case TypeIndex _ -> throw new IllegalArgumentException("the type is not canonical");
        };
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
