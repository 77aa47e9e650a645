package dev.terrace;

import dev.terrace.core.module.Export;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.FuncType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A module's exports as an interface of the host has them: a class that implements the interface, of which each instance of
 * the module gets an object. As Java source, for an interface with the methods {@code int add(int, int)} and {@code Memory
 * memory()}:
 *
 * <pre>
 *   final class Calculator$Exports implements Calculator {
 *       private final Object store;
 *       private final Object export0;
 *       private final Object export1;
 *
 *       Calculator$Exports(Object store, Object[] exports) {
 *           this.store = store;
 *           this.export0 = exports[0];
 *           this.export1 = exports[1];
 *       }
 *       public int add(int p0, int p1) { return (int) HANDLE_0.invokeExact(store, export0, p0, p1); }
 *       public Memory memory() { return (Memory) export1; }
 *   }
 * </pre>
 *
 * <p>The handles take the store and the function as arguments, so they are constants of the class, and HotSpot inlines
 * them. The class names nothing of Terrace that the interface does not name: the interface's class loader need not know it.
 */
final class TypedExports {
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final MethodTypeDesc CONSTRUCTOR =
            MethodTypeDesc.of(ConstantDescs.CD_void, OBJECT, OBJECT.arrayType());
    private static final String STORE = "store";
    private static final int FIELD = ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL;
    private static final List<Class<? extends Extern>> DATA =
            List.of(Memory.class, Table.class, Global.class, Tag.class);

    private final List<Export> exports;
    private final MethodHandle constructor;

    /**
     * A method of the interface.
     *
     * @param handle what it calls, of type {@code (Object store, Object function, A...)R}; null if it gives the export itself
     */
    private record Implementation(Method method, Export export, MethodHandle handle) {}

    private TypedExports(List<Export> exports, MethodHandle constructor) {
        this.exports = exports;
        this.constructor = constructor;
    }

    /**
     * Makes the class.
     *
     * @throws IllegalArgumentException if the interface cannot be implemented, or the exports are not what it says
     */
    static TypedExports make(Module module, Class<?> type) {
        if (!type.isInterface() || type.isSealed() || type.isHidden()) {
            throw new IllegalArgumentException(type.getName() + " is not an interface that a class can implement");
        }
        MethodHandles.Lookup lookup = lookup(type);
        List<Implementation> methods = implementations(module, type);
        List<MethodHandle> handles = methods.stream()
                .map(Implementation::handle)
                .filter(handle -> handle != null)
                .toList();
        ClassDesc self = ClassDesc.of(lookup.lookupClass().getPackageName(), type.getSimpleName() + "$Exports");
        byte[] bytes = ClassFile.of().build(self, builder -> write(builder, self, type, methods));
        try {
            MethodHandles.Lookup made = lookup.defineHiddenClassWithClassData(bytes, handles, true);
            MethodHandle constructor = made.findConstructor(
                    made.lookupClass(), MethodType.methodType(void.class, Object.class, Object[].class));
            return new TypedExports(
                    methods.stream().map(Implementation::export).toList(),
                    constructor.asType(constructor.type().changeReturnType(Object.class)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no implementation of " + type.getName() + " can be made", e);
        }
    }

    /** Returns an object of the class for an instance. */
    Object of(Instance instance) {
        Object[] parts = new Object[exports.size()];
        for (int i = 0; i < parts.length; i++) {
            Export export = exports.get(i);
            parts[i] = export.kind() == ExternKind.FUNC
                    ? instance.instance().function(export.index())
                    : instance.extern(export);
        }
        try {
            return constructor.invokeExact((Object) instance.store(), parts);
        } catch (Throwable e) {
            throw new LinkageError("a constructor that only sets fields has failed", e);
        }
    }

    /** Returns what can define a class that sees the interface: one in its own package, or else in Terrace's. */
    private static MethodHandles.Lookup lookup(Class<?> type) {
        return isOpen(type) || !isVisible(type) ? HostFunctions.privateLookup(type) : MethodHandles.lookup();
    }

    private static boolean isOpen(Class<?> type) {
        return type.getModule().isOpen(type.getPackageName(), TypedExports.class.getModule());
    }

    private static boolean isVisible(Class<?> type) {
        try {
            Class<?> found = Class.forName(type.getName(), false, TypedExports.class.getClassLoader());
            MethodHandles.publicLookup().accessClass(type);
            return found == type;
        } catch (ClassNotFoundException | IllegalAccessException _) {
            return false;
        }
    }

    private static List<Implementation> implementations(Module module, Class<?> type) {
        // Several superinterfaces may declare the same method.
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !HostFunctions.isObjectMethod(method)) {
                methods.putIfAbsent(method.getName() + methodType(method).descriptorString(), method);
            }
        }
        List<String> problems = new ArrayList<>();
        List<Implementation> found = new ArrayList<>();
        for (Method method : methods.values()) {
            try {
                found.add(implementation(module, method));
            } catch (IllegalArgumentException e) {
                problems.add(method.getName() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            problems.sort(null);
            throw new IllegalArgumentException(
                    "the module does not export what " + type.getName() + " says:\n  " + String.join("\n  ", problems));
        }
        return found;
    }

    private static Implementation implementation(Module module, Method method) {
        WasmExport annotation = method.getAnnotation(WasmExport.class);
        String name = annotation == null ? method.getName() : annotation.value();
        Export export = module.exportMap().get(name);
        if (export == null) {
            throw new IllegalArgumentException("no export " + Names.quote(name)
                    + Names.suggest(name, module.exportMap().keySet()));
        }
        MethodType wanted = methodType(method);
        if (export.kind() == ExternKind.FUNC) {
            FuncType funcType =
                    module.code().valid().functions().get(export.index()).func();
            FuncHandles.requireFit(funcType, wanted);
            MethodHandle handle = FuncHandles.unbound(module.code().tiering(), funcType);
            return new Implementation(
                    method, export, handle.asType(wanted.insertParameterTypes(0, Object.class, Object.class)));
        }
        boolean fits = wanted.parameterCount() == 0
                && DATA.contains(wanted.returnType())
                && wanted.returnType()
                        .getSimpleName()
                        .equalsIgnoreCase(export.kind().name());
        if (!fits) {
            throw new IllegalArgumentException("export %s is %s, which a method of type %s does not stand for"
                    .formatted(Names.quote(name), Names.describe(module.type(export)), wanted));
        }
        return new Implementation(method, export, null);
    }

    private static MethodType methodType(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    }

    private static void write(ClassBuilder builder, ClassDesc self, Class<?> type, List<Implementation> methods) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withInterfaceSymbols(desc(type));
        builder.withField(STORE, OBJECT, FIELD);
        for (int i = 0; i < methods.size(); i++) {
            builder.withField(field(i), OBJECT, FIELD);
        }
        builder.withMethodBody(ConstantDescs.INIT_NAME, CONSTRUCTOR, 0, code -> {
            code.aload(0).invokespecial(OBJECT, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
            code.aload(0).aload(1).putfield(self, STORE, OBJECT);
            for (int i = 0; i < methods.size(); i++) {
                code.aload(0).aload(2).loadConstant(i).aaload().putfield(self, field(i), OBJECT);
            }
            code.return_();
        });
        int handles = 0;
        for (int i = 0; i < methods.size(); i++) {
            Implementation implementation = methods.get(i);
            Method method = implementation.method();
            MethodTypeDesc methodDesc =
                    MethodTypeDesc.ofDescriptor(methodType(method).descriptorString());
            String field = field(i);
            if (implementation.handle() == null) {
                builder.withMethodBody(
                        method.getName(),
                        methodDesc,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0)
                                .getfield(self, field, OBJECT)
                                .checkcast(methodDesc.returnType())
                                .areturn());
            } else {
                int index = handles++;
                builder.withMethodBody(
                        method.getName(),
                        methodDesc,
                        ClassFile.ACC_PUBLIC,
                        code -> call(code, self, field, index, methodDesc));
            }
        }
    }

    /** Writes the body of a method that calls a function. */
    private static void call(CodeBuilder code, ClassDesc self, String field, int handle, MethodTypeDesc type) {
        code.loadConstant(DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, ConstantDescs.CD_MethodHandle, handle));
        code.aload(0).getfield(self, STORE, OBJECT);
        code.aload(0).getfield(self, field, OBJECT);
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
        code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", type.insertParameterTypes(0, OBJECT, OBJECT));
        code.return_(TypeKind.from(type.returnType()));
    }

    private static String field(int index) {
        return "export" + index;
    }

    private static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
