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
 *       public ArrayObject create(int length) { return new Array7(new int[length]); }
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
        this.component = component(base);
        this.constructor = MethodTypeDesc.of(ConstantDescs.CD_void, GeneratedClass.desc(component.arrayType()));
    }

    private static Class<?> component(Class<? extends ArrayObject> base) {
        if (base == RefArray.class) {
            return Object.class;
        } else if (base == I8Array.class) {
            return byte.class;
        } else if (base == I16Array.class) {
            return short.class;
        }
        return base == I32Array.class ? int.class : long.class;
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
        builder.withMethodBody(
                "create", MethodTypeDesc.of(result, ConstantDescs.CD_int), ClassFile.ACC_PUBLIC, code -> {
                    code.new_(self).dup().iload(1);
                    if (isVector()) {
                        code.iconst_1().ishl();
                    }
                    newElements(code)
                            .invokespecial(self, ConstantDescs.INIT_NAME, constructor)
                            .areturn();
                });
    }

    private boolean isVector() {
        return ArrayLayout.baseClass(layout.element().storage()) == V128Array.class;
    }

    private CodeBuilder newElements(CodeBuilder code) {
        return component.isPrimitive()
                ? code.newarray(TypeKind.from(component))
                : code.anewarray(GeneratedClass.desc(component));
    }
}
