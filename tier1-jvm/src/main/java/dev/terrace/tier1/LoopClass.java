package dev.terrace.tier1;

import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier1.support.LoopCode;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Generates the class of a function that is entered at a loop. As Java source, for loop 2 of function 7:
 *
 * <pre>
 *   public final class L7_2 extends LoopCode {
 *       public L7_2() {}
 *       public void run(Context context, ExecutionStack stack, int base) { name$7(context, stack, base); }
 *       private static void name$7(Context context, ExecutionStack stack, int base) { see RestOfFunction }
 *   }
 * </pre>
 */
final class LoopClass {
    private static final String ENTRY = Names.of(LoopCode.class);
    private static final String RUN = "(" + Names.CONTEXT_DESCRIPTOR + Names.STACK_DESCRIPTOR + "I)V";

    private LoopClass() {}

    /**
     * Returns the class file.
     *
     * @param self the class's internal name
     * @param loop the number of the loop
     * @throws dev.terrace.runtime.CompilationRefusedException if this tier cannot execute the function, or the method
     *     would be too large
     */
    static byte[] bytes(String self, FunctionCode function, int loop, JvmModule module) {
        Outliner outliner = new Outliner(function, module, loop);
        while (true) {
            ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            int size = write(self, function, loop, module, outliner, out);
            if (size < Outliner.MAX_METHOD_SIZE) {
                return out.toByteArray();
            }
            outliner.divideSmaller(size);
        }
    }

    /** Writes the class; returns the size of its largest method. */
    private static int write(
            String self, FunctionCode function, int loop, JvmModule module, Outliner outliner, ClassWriter out) {
        out.visit(Opcodes.V21, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, self, null, ENTRY, null);
        out.visitSource(module.sourceName(), null);
        Code constructor = Signatures.method(out, "<init>", "()V", Opcodes.ACC_PUBLIC);
        constructor.variable(Opcodes.ALOAD, 0);
        constructor.invokeSpecial(ENTRY, "<init>", "()V");
        constructor.op(Opcodes.RETURN);
        constructor.end();
        String name = module.bodyName(function.index());
        Code run = Signatures.method(out, "run", RUN, Opcodes.ACC_PUBLIC);
        run.variable(Opcodes.ALOAD, 1);
        run.variable(Opcodes.ALOAD, 2);
        run.variable(Opcodes.ILOAD, 3);
        run.invokeStatic(self, name, RUN);
        run.op(Opcodes.RETURN);
        run.end();
        ClimbWriter.addFields(function, out);
        MethodVisitor method = out.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, RUN, null, null);
        Code code = new Code(method);
        MethodForm form = new RestOfFunction(function.info(), loop, method);
        outliner.translator(form, self, code).translate();
        int largest = Math.max(code.size(), outliner.writeRegions(self, out));
        out.visitEnd();
        return largest;
    }
}
