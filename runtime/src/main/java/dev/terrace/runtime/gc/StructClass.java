package dev.terrace.runtime.gc;

import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.VecType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates the class of a structure type. As Java source, for the fields i32 and (ref null any), and a supertype that has
 * only the first:
 *
 * <pre>
 *   public class Struct9 extends Struct4 {
 *       public static final StructLayout LAYOUT = (StructLayout) ObjectClassLoader.layoutOf(Struct9.class);
 *       public Object f1;
 *
 *       public StructLayout layout() { return LAYOUT; }
 *       public static Struct9 allocate() {
 *           try { return new Struct9(); } catch (OutOfMemoryError e) { throw HeapReserve.outOfMemory(e); }
 *       }
 *       public StructObject create() { return new Struct9(); }
 *       public StructObject create(long[] slots, Object[] refs, int base) {
 *           Struct9 created = new Struct9();
 *           created.f0 = (int) slots[base + 0];
 *           created.f1 = refs[base + 1];
 *           return created;
 *       }
 *       public void get(int field, long[] slots, Object[] refs, int slot) {
 *           switch (field) {
 *               case 0: slots[slot] = f0; return;
 *               case 1: refs[slot] = f1; return;
 *               default: throw noField(field);
 *           }
 *       }
 *       public void set(int field, long[] slots, Object[] refs, int slot) { the reverse of it }
 *   }
 * </pre>
 */
final class StructClass {
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc BITS = ConstantDescs.CD_long.arrayType();
    private static final ClassDesc REFS = OBJECT.arrayType();
    private static final ClassDesc LAYOUT = GeneratedClass.desc(StructLayout.class);
    private static final ClassDesc STRUCT = GeneratedClass.desc(StructObject.class);

    /** The type of {@code get} and {@code set}. */
    private static final MethodTypeDesc ACCESSOR =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, BITS, REFS, ConstantDescs.CD_int);

    private static final MethodTypeDesc TAIL_ACCESSOR = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_int, BITS, REFS, BITS, REFS, ConstantDescs.CD_int);

    private final StructLayout layout;
    private final List<FieldType> fields;
    private final ClassDesc self;
    private final ClassDesc superclass;

    /** How many fields the superclass has already, and how many are fields of this class and its superclasses. */
    private final int inherited;

    private final int inline;

    /**
     * Prepares the class.
     *
     * @param parent the supertype's layout, or null
     */
    StructClass(StructLayout layout, StructLayout parent) {
        this.layout = layout;
        this.fields = layout.fields();
        this.self = GeneratedClass.name(layout);
        this.superclass = parent == null ? STRUCT : GeneratedClass.name(parent);
        this.inherited = parent == null ? 0 : parent.fields().size();
        this.inline = fields.size() - layout.tailLength();
    }

    String name() {
        return self.packageName() + "." + self.displayName();
    }

    byte[] bytes() {
        return ClassFile.of().build(self, this::write);
    }

    private StorageType storage(int field) {
        return fields.get(field).storage();
    }

    private void write(ClassBuilder builder) {
        GeneratedClass.begin(builder, self, superclass, layout, StructLayout.class);
        for (int i = inherited; i < inline; i++) {
            ClassDesc type = GeneratedClass.desc(StructLayout.javaType(storage(i)));
            builder.withField(StructLayout.fieldName(i), type, ClassFile.ACC_PUBLIC);
            if (storage(i) instanceof VecType) {
                builder.withField(StructLayout.highFieldName(i), type, ClassFile.ACC_PUBLIC);
            }
        }
        if (hasTail() && inherited <= StructLayout.INLINE_FIELDS) {
            builder.withField(StructLayout.TAIL_BITS, BITS, ClassFile.ACC_PUBLIC);
            builder.withField(StructLayout.TAIL_REFS, REFS, ClassFile.ACC_PUBLIC);
        }
        builder.withMethodBody(
                ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, this::constructor);
        GeneratedClass.allocator(builder, MethodTypeDesc.of(self), this::newObject);
        builder.withMethodBody(
                "create",
                MethodTypeDesc.of(STRUCT),
                ClassFile.ACC_PUBLIC,
                code -> newObject(code).areturn());
        builder.withMethodBody(
                "create",
                MethodTypeDesc.of(STRUCT, BITS, REFS, ConstantDescs.CD_int),
                ClassFile.ACC_PUBLIC,
                this::create);
        if (fields.size() > inherited) {
            builder.withMethodBody("get", ACCESSOR, ClassFile.ACC_PUBLIC, code -> accessor(code, true));
            builder.withMethodBody("set", ACCESSOR, ClassFile.ACC_PUBLIC, code -> accessor(code, false));
        }
    }

    private boolean hasTail() {
        return layout.tailLength() > 0;
    }

    private CodeBuilder newObject(CodeBuilder code) {
        return code.new_(self).dup().invokespecial(self, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    }

    private void constructor(CodeBuilder code) {
        code.aload(0).invokespecial(superclass, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        if (hasTail()) {
            code.aload(0)
                    .loadConstant(2 * layout.tailLength())
                    .newarray(TypeKind.LONG)
                    .putfield(self, StructLayout.TAIL_BITS, BITS)
                    .aload(0)
                    .loadConstant(layout.tailLength())
                    .anewarray(OBJECT)
                    .putfield(self, StructLayout.TAIL_REFS, REFS);
        }
        code.return_();
    }

    private void create(CodeBuilder code) {
        int slots = 1;
        int refs = 2;
        int base = 3;
        int created = 4;
        newObject(code).astore(created);
        for (int i = 0; i < inline; i++) {
            int distance = layout.slot(i);
            store(
                    code,
                    i,
                    created,
                    slots,
                    refs,
                    () -> code.iload(base).loadConstant(distance).iadd());
            if (storage(i).unpacked().isRef()) {
                code.aload(refs)
                        .iload(base)
                        .loadConstant(distance)
                        .iadd()
                        .aconst_null()
                        .aastore();
            }
        }
        if (hasTail()) {
            code.getstatic(self, GeneratedClass.LAYOUT, LAYOUT)
                    .aload(created)
                    .getfield(self, StructLayout.TAIL_BITS, BITS)
                    .aload(created)
                    .getfield(self, StructLayout.TAIL_REFS, REFS)
                    .aload(slots)
                    .aload(refs)
                    .iload(base)
                    .invokevirtual(
                            LAYOUT,
                            "fillTail",
                            MethodTypeDesc.of(ConstantDescs.CD_void, BITS, REFS, BITS, REFS, ConstantDescs.CD_int));
        }
        code.aload(created).areturn();
    }

    /** Writes {@code get} or {@code set}: a switch over the fields. */
    private void accessor(CodeBuilder code, boolean get) {
        int field = 1;
        int slots = 2;
        int refs = 3;
        int slot = 4;
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < inline; i++) {
            cases.add(SwitchCase.of(i, code.newLabel()));
        }
        Label other = code.newLabel();
        code.iload(field).tableswitch(0, inline - 1, other, cases);
        for (int i = 0; i < inline; i++) {
            code.labelBinding(cases.get(i).target());
            if (get) {
                load(code, i, slots, refs, slot);
            } else {
                store(code, i, 0, slots, refs, () -> code.iload(slot));
            }
            code.return_();
        }
        code.labelBinding(other);
        if (hasTail()) {
            code.getstatic(self, GeneratedClass.LAYOUT, LAYOUT)
                    .iload(field)
                    .aload(0)
                    .getfield(self, StructLayout.TAIL_BITS, BITS)
                    .aload(0)
                    .getfield(self, StructLayout.TAIL_REFS, REFS)
                    .aload(slots)
                    .aload(refs)
                    .iload(slot)
                    .invokevirtual(LAYOUT, get ? "getTail" : "setTail", TAIL_ACCESSOR)
                    .return_();
        } else {
            ClassDesc thrown = GeneratedClass.desc(IndexOutOfBoundsException.class);
            code.aload(0)
                    .iload(field)
                    .invokevirtual(self, "noField", MethodTypeDesc.of(thrown, ConstantDescs.CD_int))
                    .athrow();
        }
    }

    /** Writes code that puts a field of this object into a slot. */
    private void load(CodeBuilder code, int field, int slots, int refs, int slot) {
        ClassDesc type = GeneratedClass.desc(StructLayout.javaType(storage(field)));
        String name = StructLayout.fieldName(field);
        if (storage(field).unpacked().isRef()) {
            code.aload(refs).iload(slot).aload(0).getfield(self, name, type).aastore();
            return;
        }
        code.aload(slots).iload(slot).aload(0).getfield(self, name, type);
        toBits(code, type).lastore();
        if (storage(field) instanceof VecType) {
            code.aload(slots)
                    .iload(slot)
                    .iconst_1()
                    .iadd()
                    .aload(0)
                    .getfield(self, StructLayout.highFieldName(field), type)
                    .lastore();
        }
    }

    /** Writes code that sets a field of an object to the value in a slot, whose number {@code slot} pushes. */
    private void store(CodeBuilder code, int field, int object, int slots, int refs, Runnable slot) {
        ClassDesc type = GeneratedClass.desc(StructLayout.javaType(storage(field)));
        String name = StructLayout.fieldName(field);
        boolean isRef = storage(field).unpacked().isRef();
        code.aload(object).aload(isRef ? refs : slots);
        slot.run();
        if (isRef) {
            code.aaload().putfield(self, name, type);
            return;
        }
        code.laload();
        fromBits(code, type).putfield(self, name, type);
        if (storage(field) instanceof VecType) {
            code.aload(object).aload(slots);
            slot.run();
            code.iconst_1().iadd().laload().putfield(self, StructLayout.highFieldName(field), type);
        }
    }

    private static CodeBuilder toBits(CodeBuilder code, ClassDesc type) {
        return switch (type.descriptorString()) {
            case "J" -> code;
            case "F" ->
                code.invokestatic(
                                ConstantDescs.CD_Float,
                                "floatToRawIntBits",
                                MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float))
                        .i2l();
            case "D" ->
                code.invokestatic(
                        ConstantDescs.CD_Double,
                        "doubleToRawLongBits",
                        MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double));
            default -> code.i2l();
        };
    }

    private static CodeBuilder fromBits(CodeBuilder code, ClassDesc type) {
        return switch (type.descriptorString()) {
            case "J" -> code;
            case "B" -> code.l2i().i2b();
            case "S" -> code.l2i().i2s();
            case "F" ->
                code.l2i()
                        .invokestatic(
                                ConstantDescs.CD_Float,
                                "intBitsToFloat",
                                MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
            case "D" ->
                code.invokestatic(
                        ConstantDescs.CD_Double,
                        "longBitsToDouble",
                        MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
            default -> code.l2i();
        };
    }
}
