package dev.terrace.runtime.gc;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Generates the class of an array type. As Java source, for an array of i32:
 *
 * <pre>
 *   public class Array7 extends I32Array {
 *       public static final ArrayLayout LAYOUT = (ArrayLayout) ObjectClassLoader.layoutOf(Array7.class);
 *       public Array7() { this(new int[0]); }
 *       public Array7(int[] elements) { super(elements); }
 *       public ArrayLayout layout() { return LAYOUT; }
 *       public static Array7 allocate(int length) {
 *           try {
 *               ArrayLayout.checkLength(length, MAX_LENGTH);
 *               return new Array7(new int[length]);
 *           } catch (OutOfMemoryError e) {
 *               throw HeapReserve.outOfMemory(e);
 *           }
 *       }
 *       public ArrayObject create(int length) { return allocate(length); }
 *   }
 * </pre>
 */
final class ArrayClass {
    private final ArrayLayout layout;
    private final ClassDesc self;
    private final ClassDesc superclass;
    private final Class<?> component;
    private final MethodTypeDesc constructor;

    /**
     * Prepares the class.
     *
     * @param parent the supertype's layout, or null
     */
    ArrayClass(ArrayLayout layout, ArrayLayout parent) {
        Class<? extends ArrayObject> base =
                ArrayLayout.baseClass(layout.element().storage());
        this.layout = layout;
        this.self = GeneratedClass.name(layout);
        this.superclass = parent == null ? GeneratedClass.desc(base) : GeneratedClass.name(parent);
        this.component = layout.elementsClass().componentType();
        this.constructor = MethodTypeDesc.of(ConstantDescs.CD_void, GeneratedClass.desc(component.arrayType()));
    }

    String name() {
        return self.packageName() + "." + self.displayName();
    }

    byte[] bytes() {
        return ClassFile.of().build(self, this::write);
    }

    private void write(ClassBuilder builder) {
        GeneratedClass.begin(builder, self, superclass, layout, ArrayLayout.class);
        builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, code -> {
            code.aload(0).iconst_0();
            newElements(code)
                    .invokespecial(self, ConstantDescs.INIT_NAME, constructor)
                    .return_();
        });
        builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                constructor,
                ClassFile.ACC_PUBLIC,
                code -> code.aload(0)
                        .aload(1)
                        .invokespecial(superclass, ConstantDescs.INIT_NAME, constructor)
                        .return_());
        ClassDesc result = GeneratedClass.desc(ArrayObject.class);
        MethodTypeDesc allocator = MethodTypeDesc.of(self, ConstantDescs.CD_int);
        GeneratedClass.allocator(builder, allocator, this::allocate);
        builder.withMethodBody(
                "create",
                MethodTypeDesc.of(result, ConstantDescs.CD_int),
                ClassFile.ACC_PUBLIC,
                code -> code.iload(1)
                        .invokestatic(self, ObjectLayout.ALLOCATE, allocator)
                        .areturn());
    }

    private void allocate(CodeBuilder code) {
        MethodTypeDesc check = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_int);
        code.iload(0)
                .loadConstant(layout.maxLength())
                .invokestatic(GeneratedClass.desc(ArrayLayout.class), "checkLength", check)
                .new_(self)
                .dup()
                .iload(0);
        if (layout.isVector()) {
            code.iconst_1().ishl();
        }
        newElements(code).invokespecial(self, ConstantDescs.INIT_NAME, constructor);
    }

    private CodeBuilder newElements(CodeBuilder code) {
        return component.isPrimitive()
                ? code.newarray(TypeKind.from(component))
                : code.anewarray(GeneratedClass.desc(component));
    }
}
