package dev.terrace.tier1;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * Generates the class of a host function's entry. It is a class for one function alone, so that the handle is a constant and
 * HotSpot inlines what the host implements. As Java source, for {@code (param i32) (result i32)}:
 *
 * <pre>
 *   public final class Hi_i extends Si_i {
 *       public Hi_i(Context context) { super(context); }
 *       public int invoke(int p0, Context caller) { return (int) HANDLE.invokeExact(caller.instance, p0); }
 *   }
 * </pre>
 */
final class HostEntryClass {
    private static final String METHOD_HANDLE = Names.of(MethodHandle.class);

    private HostEntryClass() {}

    /**
     * Returns the class file of a hidden class, whose class data is the handle.
     *
     * @param self the class's internal name
     * @param handle of type {@code (ModuleInstance, A...)R}
     */
    static byte[] bytes(String self, Signature signature, MethodHandle handle) {
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
        Code invoke = Signatures.method(out, Signatures.INVOKE, signature.descriptor(), Opcodes.ACC_PUBLIC);
        invoke.constant(classData());
        invoke.variable(Opcodes.ALOAD, 1 + Signature.size(signature.params()));
        invoke.field(Opcodes.GETFIELD, Names.CONTEXT, "instance", Names.INSTANCE_DESCRIPTOR);
        int variable = 1;
        for (Kind kind : signature.params()) {
            invoke.load(kind, variable);
            variable += kind.size;
        }
        invoke.invokeVirtual(METHOD_HANDLE, "invokeExact", handle.type().descriptorString());
        invoke.op(WholeFunction.returnOpcode(signature.flatResults()));
        invoke.end();
        out.visitEnd();
        return out.toByteArray();
    }

    /** Returns the constant that is the class data of the class that has it. */
    private static ConstantDynamic classData() {
        return new ConstantDynamic(
                "_",
                "L" + METHOD_HANDLE + ";",
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        Names.of(MethodHandles.class),
                        "classData",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                        false));
    }
}
