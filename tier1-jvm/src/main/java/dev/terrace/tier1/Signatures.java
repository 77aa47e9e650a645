package dev.terrace.tier1;

import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.HostFunction;
import dev.terrace.runtime.LinkThreads;
import dev.terrace.runtime.gc.ObjectClassLoader;
import dev.terrace.tier1.support.Context;
import dev.terrace.tier1.support.Entry;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Has the classes of an engine's signatures. A class is generated from its name alone when it is first asked for. As Java
 * source, for {@code (param i32) (result i32)}:
 *
 * <pre>
 *   public abstract class Si_i extends Entry {
 *       protected Si_i(Context context) { super(context); }
 *       public abstract int invoke(int p0, Context caller);
 *       public FunctionInstance enter(ExecutionStack stack, int base) {
 *           Slots.set(invoke((int) Slots.get(stack, base, 0), context), stack, base, 0);
 *           return null;
 *       }
 *   }
 *
 *   public final class Bi_i extends Si_i {
 *       private final FunctionInstance function;
 *       public int invoke(int p0, Context caller) { calls the function through slots }
 *   }
 *
 *   public final class Access {
 *       public static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
 *   }
 * </pre>
 *
 * <p>By the last one the classes of {@link HostEntryClass} are defined next to these. Used by {@link LinkThreads} only.
 */
final class Signatures extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    static final String INVOKE = "invoke";

    static final String ENTER = "(" + Names.STACK_DESCRIPTOR + "I)" + Names.FUNCTION_DESCRIPTOR;
    static final String ENTRY = Names.of(Entry.class);
    static final String CONSTRUCTOR = "(" + Names.CONTEXT_DESCRIPTOR + ")V";
    private static final String BRIDGE_CONSTRUCTOR = "(" + Names.FUNCTION_DESCRIPTOR + ")V";
    private static final char ABSTRACT = 'S';
    private static final char BRIDGE = 'B';
    private static final char HOST = 'H';
    private static final String ACCESS = "Access";

    /** By the loader of an engine's objects, which also keeps it apart from those of other engines. */
    private static final Map<ObjectClassLoader, WeakReference<Signatures>> ALL = new WeakHashMap<>();

    private MethodHandles.Lookup access;

    private Signatures(ObjectClassLoader parent) {
        super("terrace-signatures", parent);
    }

    /** Returns those of an engine. */
    static Signatures of(ObjectClassLoader objects) {
        synchronized (ALL) {
            WeakReference<Signatures> known = ALL.get(objects);
            Signatures signatures = known == null ? null : known.get();
            if (signatures == null) {
                signatures = new Signatures(objects);
                ALL.put(objects, new WeakReference<>(signatures));
            }
            return signatures;
        }
    }

    /** Returns the internal name of a signature's class. */
    static String className(Signature signature) {
        return Names.SIGNATURE_PACKAGE + ABSTRACT + signature.word();
    }

    /** Returns a new entry of a function that is called through slots. */
    Entry bridge(FunctionInstance function) {
        Signature signature = Signature.of(function.type().func());
        try {
            return (Entry) loadClass(Names.dotted(Names.SIGNATURE_PACKAGE + BRIDGE + signature.word()))
                    .getConstructor(FunctionInstance.class)
                    .newInstance(function);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a generated class lacks its constructor", e);
        }
    }

    /** Returns a new entry of a host function, which calls the handle that it has, or through slots. */
    Entry host(HostFunction function) {
        Optional<MethodHandle> handle = function.handle();
        Signature signature = Signature.of(function.type().func());
        if (handle.isEmpty() || !signature.fits()) {
            return bridge(function);
        }
        byte[] bytes = HostEntryClass.bytes(Names.SIGNATURE_PACKAGE + HOST + signature.word(), signature, handle.get());
        try {
            return (Entry) access().defineHiddenClassWithClassData(bytes, handle.get(), false)
                    .lookupClass()
                    .getConstructor(Context.class)
                    .newInstance((Context) null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a generated class lacks its constructor", e);
        }
    }

    private MethodHandles.Lookup access() throws ReflectiveOperationException {
        // Threads that race here find equal ones.
        MethodHandles.Lookup found = access;
        if (found == null) {
            found = (MethodHandles.Lookup) loadClass(Names.dotted(Names.SIGNATURE_PACKAGE + ACCESS))
                    .getMethod("lookup")
                    .invoke(null);
            access = found;
        }
        return found;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String prefix = Names.dotted(Names.SIGNATURE_PACKAGE);
        if (!name.startsWith(prefix)) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = classFile(name.substring(prefix.length()));
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] classFile(String name) {
        if (name.equals(ACCESS)) {
            return accessClass();
        }
        Signature signature = Signature.ofWord(name.substring(1));
        return name.charAt(0) == ABSTRACT ? abstractClass(signature) : bridgeClass(signature);
    }

    private static byte[] accessClass() {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(
                Opcodes.V21,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                Names.SIGNATURE_PACKAGE + ACCESS,
                null,
                Names.OBJECT,
                null);
        String result = "()Ljava/lang/invoke/MethodHandles$Lookup;";
        Code lookup = method(out, "lookup", result, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC);
        lookup.invokeStatic(Names.of(MethodHandles.class), "lookup", result);
        lookup.op(Opcodes.ARETURN);
        lookup.end();
        out.visitEnd();
        return out.toByteArray();
    }

    private static byte[] abstractClass(Signature signature) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(
                Opcodes.V21,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER,
                className(signature),
                null,
                ENTRY,
                null);
        Code constructor = method(out, "<init>", CONSTRUCTOR, Opcodes.ACC_PROTECTED);
        constructor.variable(Opcodes.ALOAD, 0);
        constructor.variable(Opcodes.ALOAD, 1);
        constructor.invokeSpecial(ENTRY, "<init>", CONSTRUCTOR);
        constructor.op(Opcodes.RETURN);
        constructor.end();
        out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, INVOKE, signature.descriptor(), null, null)
                .visitEnd();
        writeEnter(method(out, "enter", ENTER, Opcodes.ACC_PUBLIC), signature);
        out.visitEnd();
        return out.toByteArray();
    }

    private static void writeEnter(Code code, Signature signature) {
        SlotCode slots = new SlotCode(code, 1, 2);
        code.variable(Opcodes.ALOAD, 0);
        int slot = 0;
        for (Kind kind : signature.params()) {
            slots.load(kind, slot);
            slot += kind.slots();
        }
        pushOwnContext(code);
        code.invokeVirtual(className(signature), INVOKE, signature.descriptor());
        List<Kind> results = signature.flatResults();
        if (!results.isEmpty()) {
            // The others are left behind the top of the stack, which is the base.
            slots.store(results.getFirst(), 0);
        }
        code.op(Opcodes.ACONST_NULL);
        code.op(Opcodes.ARETURN);
        code.end();
    }

    /** Writes what pushes the context of the entry that the method belongs to. */
    static void pushOwnContext(Code code) {
        code.variable(Opcodes.ALOAD, 0);
        code.field(Opcodes.GETFIELD, ENTRY, "context", Names.CONTEXT_DESCRIPTOR);
    }

    private static byte[] bridgeClass(Signature signature) {
        String self = Names.SIGNATURE_PACKAGE + BRIDGE + signature.word();
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(
                Opcodes.V21,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                self,
                null,
                className(signature),
                null);
        out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "function", Names.FUNCTION_DESCRIPTOR, null, null)
                .visitEnd();
        Code constructor = method(out, "<init>", BRIDGE_CONSTRUCTOR, Opcodes.ACC_PUBLIC);
        constructor.variable(Opcodes.ALOAD, 0);
        constructor.op(Opcodes.ACONST_NULL);
        constructor.invokeSpecial(className(signature), "<init>", CONSTRUCTOR);
        constructor.variable(Opcodes.ALOAD, 0);
        constructor.variable(Opcodes.ALOAD, 1);
        constructor.field(Opcodes.PUTFIELD, self, "function", Names.FUNCTION_DESCRIPTOR);
        constructor.op(Opcodes.RETURN);
        constructor.end();
        Code invoke = method(out, INVOKE, signature.descriptor(), Opcodes.ACC_PUBLIC);
        SlotCode.writeAdapter(invoke, signature, 1, () -> {
            invoke.variable(Opcodes.ALOAD, 0);
            invoke.field(Opcodes.GETFIELD, self, "function", Names.FUNCTION_DESCRIPTOR);
        });
        out.visitEnd();
        return out.toByteArray();
    }

    /** Returns the code of a new method. */
    static Code method(ClassWriter out, String name, String descriptor, int access) {
        return new Code(out.visitMethod(access, name, descriptor, null, null));
    }
}
