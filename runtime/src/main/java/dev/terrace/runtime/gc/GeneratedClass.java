package dev.terrace.runtime.gc;

import dev.terrace.Trap;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** What the generated classes of structures and arrays have in common. */
final class GeneratedClass {
    static final int PUBLIC_FINAL = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;
    static final String LAYOUT = "LAYOUT";

    private static final ClassDesc LOADER = desc(ObjectClassLoader.class);
    private static final ClassDesc RESERVE = desc(HeapReserve.class);
    private static final ClassDesc OUT_OF_MEMORY = desc(OutOfMemoryError.class);
    private static final MethodTypeDesc TRAP_OF = MethodTypeDesc.of(desc(Trap.class), OUT_OF_MEMORY);
    private static final MethodTypeDesc LAYOUT_OF = MethodTypeDesc.of(desc(ObjectLayout.class), ConstantDescs.CD_Class);

    private GeneratedClass() {}

    static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }

    /** Returns the name of a type's class. */
    static ClassDesc name(ObjectLayout layout) {
        String kind = layout instanceof StructLayout ? "Struct" : "Array";
        return ClassDesc.of("dev.terrace.object", kind + layout.type().id());
    }

    /** Writes what is the same in all classes: flags, superclass, the constant with the layout and its accessor. */
    static void begin(
            ClassBuilder builder,
            ClassDesc self,
            ClassDesc superclass,
            ObjectLayout layout,
            Class<? extends ObjectLayout> kind) {
        int sealing = layout.type().definition().isFinal() ? ClassFile.ACC_FINAL : 0;
        builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER | sealing).withSuperclass(superclass);
        ClassDesc layoutDesc = desc(kind);
        builder.withField(LAYOUT, layoutDesc, PUBLIC_FINAL | ClassFile.ACC_STATIC);
        builder.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME,
                ConstantDescs.MTD_void,
                ClassFile.ACC_STATIC,
                code -> code.loadConstant(self)
                        .invokestatic(LOADER, "layoutOf", LAYOUT_OF)
                        .checkcast(layoutDesc)
                        .putstatic(self, LAYOUT, layoutDesc)
                        .return_());
        // The second one is what Java's compiler calls a bridge: GcObject declares the method with a wider result.
        layoutMethod(builder, self, layoutDesc, layoutDesc, 0);
        layoutMethod(
                builder, self, layoutDesc, desc(ObjectLayout.class), ClassFile.ACC_BRIDGE | ClassFile.ACC_SYNTHETIC);
    }

    /**
     * Writes the method that makes an object, for generated code, where there is no room is a trap.
     *
     * @param type the method's type: the result is the class
     * @param create leaves the new object on the operand stack
     */
    static void allocator(ClassBuilder builder, MethodTypeDesc type, Consumer<CodeBuilder> create) {
        int flags = PUBLIC_FINAL | ClassFile.ACC_STATIC;
        builder.withMethodBody(
                ObjectLayout.ALLOCATE,
                type,
                flags,
                code -> code.trying(
                        body -> {
                            create.accept(body);
                            body.areturn();
                        },
                        handlers -> handlers.catching(
                                OUT_OF_MEMORY,
                                handler -> handler.invokestatic(RESERVE, "outOfMemory", TRAP_OF)
                                        .athrow())));
    }

    private static void layoutMethod(
            ClassBuilder builder, ClassDesc self, ClassDesc layout, ClassDesc result, int flags) {
        builder.withMethodBody(
                "layout",
                MethodTypeDesc.of(result),
                ClassFile.ACC_PUBLIC | flags,
                code -> code.getstatic(self, LAYOUT, layout).areturn());
    }
}
