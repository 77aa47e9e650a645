package dev.terrace.tier1;

import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier1.support.TailCalls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a class with the methods of some functions of a module. */
final class ShardWriter {
    private static final String TAIL_CALLS = Names.of(TailCalls.class);

    private final String className;
    private final List<FunctionCode> functions;
    private final JvmModule module;
    private final Map<FunctionCode, Outliner> outliners = new HashMap<>();
    private final Map<FunctionCode, String> refusals = new HashMap<>();

    ShardWriter(String className, List<FunctionCode> functions, JvmModule module) {
        this.className = className;
        this.functions = functions;
        this.module = module;
    }

    /** Returns a writer of a class that has none of the functions' code, for a reason. */
    static ShardWriter ofStubs(String className, List<FunctionCode> functions, JvmModule module, String reason) {
        ShardWriter writer = new ShardWriter(className, functions, module);
        functions.forEach(function -> writer.refusals.put(function, reason));
        return writer;
    }

    /** Returns the reasons for which functions are not in the class; for these there are methods that call another tier. */
    Map<FunctionCode, String> refusals() {
        return refusals;
    }

    /** Returns the class file. */
    byte[] write() {
        // What is too large or has to be left out is known only when it has been written; then all is written again.
        while (true) {
            byte[] bytes = attempt();
            if (bytes != null) {
                return bytes;
            }
        }
    }

    /** Returns the class file, or null if there is a refusal that was not known before, or a method that is too large. */
    private byte[] attempt() {
        boolean done = true;
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(
                Opcodes.V21,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                className,
                null,
                Names.OBJECT,
                null);
        out.visitSource(module.sourceName(), null);
        for (FunctionCode function : functions) {
            if (refusals.containsKey(function)) {
                writeStub(function, out);
                continue;
            }
            try {
                done &= write(function, out);
            } catch (CompilationRefusedException refused) {
                refusals.put(function, refused.getMessage());
                done = false;
            }
        }
        out.visitEnd();
        if (!done) {
            return null;
        }
        try {
            return out.toByteArray();
        } catch (ClassTooLargeException e) {
            FunctionCode largest = functions.stream()
                    .filter(function -> !refusals.containsKey(function))
                    .max(Comparator.comparingInt(ShardWriter::bodySize))
                    .orElseThrow(() -> e);
            refusals.put(largest, "a class with %d constants: the limit is 65535".formatted(e.getConstantPoolCount()));
            return null;
        }
    }

    /** Writes the methods of a function; returns whether they are small enough: if not, they will be the next time. */
    private boolean write(FunctionCode function, ClassWriter out) {
        Signature signature = module.signature(function.info().type());
        signature.requireFits();
        boolean tailCalls = function.info().makesTailCalls();
        ClimbWriter.addFields(function, out);
        if (tailCalls) {
            writeTailCaller(function, signature, out);
        }
        String name = tailCalls ? module.bodyName(function.index()) : module.name(function.index());
        Code code = new Code(method(out, name, signature));
        Outliner outliner = outliners.get(function);
        if (outliner == null) {
            outliner = new Outliner(function, module, -1);
            outliners.put(function, outliner);
        }
        outliner.translator(WholeFunction.INSTANCE, className, code).translate();
        int size = Math.max(code.size(), outliner.writeRegions(className, out));
        if (size < Outliner.MAX_METHOD_SIZE) {
            return true;
        }
        outliner.divideSmaller(size);
        return false;
    }

    private static int bodySize(FunctionCode function) {
        return function.body().end() - function.body().start();
    }

    private static MethodVisitor method(ClassWriter out, String name, Signature signature) {
        return out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, signature.descriptor(), null, null);
    }

    /** Writes the method that calls a function which is not compiled here. */
    private void writeStub(FunctionCode function, ClassWriter out) {
        Signature signature = module.signature(function.info().type());
        if (!signature.fits()) {
            return;
        }
        Code code = new Code(method(out, module.name(function.index()), signature));
        SlotCode.writeAdapter(code, signature, 0, () -> {
            code.variable(Opcodes.ALOAD, Signature.size(signature.params()));
            code.constant(function.index());
            code.invokeVirtual(Names.CONTEXT, "function", "(I)L" + Names.OBJECT + ";");
            code.cast(Names.FUNCTION);
        });
    }

    /** Writes the method that callers know of a function with tail calls: see {@link TailCalls}. */
    private void writeTailCaller(FunctionCode function, Signature signature, ClassWriter out) {
        Code code = new Code(method(out, module.name(function.index()), signature));
        List<Object> frame = new ArrayList<>();
        int context = 0;
        for (Kind kind : signature.params()) {
            code.load(kind, context);
            context += kind.size;
            frame.addAll(Collections.nCopies(kind == Kind.V128 ? 2 : 1, kind.verificationType));
        }
        frame.add(Names.CONTEXT);
        int result = context + 1;
        code.variable(Opcodes.ALOAD, context);
        // What an earlier call left that ran out of stack is not to be done now.
        code.op(Opcodes.DUP);
        code.op(Opcodes.ACONST_NULL);
        code.field(Opcodes.PUTFIELD, Names.CONTEXT, "tail", Names.FUNCTION_DESCRIPTOR);
        code.invokeStatic(className, module.bodyName(function.index()), signature.descriptor());
        List<Kind> results = signature.flatResults();
        if (!results.isEmpty()) {
            code.store(results.getFirst(), result);
            frame.add(results.getFirst().verificationType);
        }
        Label done = new Label();
        code.variable(Opcodes.ALOAD, context);
        code.field(Opcodes.GETFIELD, Names.CONTEXT, "tail", Names.FUNCTION_DESCRIPTOR);
        code.jump(Opcodes.IFNULL, done);
        code.variable(Opcodes.ALOAD, context);
        code.invokeStatic(TAIL_CALLS, "finish", "(" + Names.CONTEXT_DESCRIPTOR + ")V");
        if (!results.isEmpty()) {
            code.variable(Opcodes.ALOAD, context);
            CallWriter.fetchResult(code, results.getFirst(), 0);
            code.store(results.getFirst(), result);
        }
        code.join(frame.toArray(), done);
        if (!results.isEmpty()) {
            code.load(results.getFirst(), result);
        }
        code.op(WholeFunction.returnOpcode(results));
        code.end();
    }
}
