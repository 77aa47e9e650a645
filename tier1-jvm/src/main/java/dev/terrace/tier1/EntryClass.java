package dev.terrace.tier1;

import dev.terrace.tier1.support.Context;
import dev.terrace.tier1.support.Entry;
import dev.terrace.tier1.support.TailCalls;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Generates the class of the entry of a module's function. As Java source, for function 7 with {@code (param i32) (result
 * i32)}; {@code enter} is there only if the function makes tail calls:
 *
 * <pre>
 *   public final class E7 extends Si_i {
 *       public E7(Context context) { super(context); }
 *       public Entry bind(Context other) { return new E7(other); }
 *       public int invoke(int p0, Context caller) { return F7.name$7(p0, context); }
 *       public FunctionInstance enter(ExecutionStack stack, int base) {
 *           context.tail = null;
 *           int result = F7.name$body$7((int) Slots.get(stack, base, 0), context);
 *           if (context.tail == null) {
 *               Slots.set(result, stack, base, 0);
 *           }
 *           return TailCalls.take(context);
 *       }
 *   }
 * </pre>
 */
final class EntryClass {
    private EntryClass() {}

    /**
     * Returns the class file.
     *
     * @param self the class's internal name
     * @param function the function's index
     * @param tailCalls whether it makes tail calls
     */
    static byte[] bytes(String self, Signature signature, MethodNames methods, int function, boolean tailCalls) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String superclass = Signatures.className(signature);
        out.visit(
                Opcodes.V21, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, self, null, superclass, null);
        Code constructor = Signatures.method(out, "<init>", Signatures.CONSTRUCTOR, Opcodes.ACC_PUBLIC);
        constructor.variable(Opcodes.ALOAD, 0);
        constructor.variable(Opcodes.ALOAD, 1);
        constructor.invokeSpecial(superclass, "<init>", Signatures.CONSTRUCTOR);
        constructor.op(Opcodes.RETURN);
        constructor.end();
        Code bind = Signatures.method(
                out, "bind", "(" + Names.CONTEXT_DESCRIPTOR + ")L" + Signatures.ENTRY + ";", Opcodes.ACC_PUBLIC);
        bind.type(Opcodes.NEW, self);
        bind.op(Opcodes.DUP);
        bind.variable(Opcodes.ALOAD, 1);
        bind.invokeSpecial(self, "<init>", Signatures.CONSTRUCTOR);
        bind.op(Opcodes.ARETURN);
        bind.end();
        Code invoke = Signatures.method(out, Signatures.INVOKE, signature.descriptor(), Opcodes.ACC_PUBLIC);
        int variable = 1;
        for (Kind kind : signature.params()) {
            invoke.load(kind, variable);
            variable += kind.size;
        }
        Signatures.pushOwnContext(invoke);
        invoke.invokeStatic(methods.owner(function), methods.name(function), signature.descriptor());
        invoke.op(WholeFunction.returnOpcode(signature.flatResults()));
        invoke.end();
        if (tailCalls) {
            writeEnter(out, self, signature, methods, function);
        }
        out.visitEnd();
        return out.toByteArray();
    }

    private static void writeEnter(
            ClassWriter out, String self, Signature signature, MethodNames methods, int function) {
        Code code = Signatures.method(out, "enter", Signatures.ENTER, Opcodes.ACC_PUBLIC);
        SlotCode slots = new SlotCode(code, 1, 2);
        Signatures.pushOwnContext(code);
        code.op(Opcodes.ACONST_NULL);
        code.field(Opcodes.PUTFIELD, Names.CONTEXT, "tail", Names.FUNCTION_DESCRIPTOR);
        int slot = 0;
        for (Kind kind : signature.params()) {
            slots.load(kind, slot);
            slot += kind.slots();
        }
        Signatures.pushOwnContext(code);
        code.invokeStatic(methods.owner(function), methods.bodyName(function), signature.descriptor());
        List<Kind> results = signature.flatResults();
        Object[] frame = {self, Names.STACK, Opcodes.INTEGER};
        if (!results.isEmpty()) {
            Kind first = results.getFirst();
            code.store(first, 3);
            frame = new Object[] {self, Names.STACK, Opcodes.INTEGER, first.verificationType};
        }
        Label done = new Label();
        Signatures.pushOwnContext(code);
        code.field(Opcodes.GETFIELD, Names.CONTEXT, "tail", Names.FUNCTION_DESCRIPTOR);
        code.jump(Opcodes.IFNONNULL, done);
        if (!results.isEmpty()) {
            code.load(results.getFirst(), 3);
            slots.store(results.getFirst(), 0);
        }
        code.join(frame, done);
        Signatures.pushOwnContext(code);
        code.invokeStatic(
                Names.of(TailCalls.class), "take", "(" + Names.CONTEXT_DESCRIPTOR + ")" + Names.FUNCTION_DESCRIPTOR);
        code.op(Opcodes.ARETURN);
        code.end();
    }

    /** Returns a function's entry in no instance, from which those in instances are bound. */
    static Entry unbound(Class<?> entryClass) {
        try {
            return (Entry) entryClass.getConstructor(Context.class).newInstance((Context) null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a generated class lacks its constructor", e);
        }
    }
}
