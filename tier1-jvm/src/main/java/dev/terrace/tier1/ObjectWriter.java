package dev.terrace.tier1;

import dev.terrace.I31Ref;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.gc.ArrayLayout;
import dev.terrace.runtime.gc.ArrayObject;
import dev.terrace.runtime.gc.ObjectLayout;
import dev.terrace.runtime.gc.StructLayout;
import dev.terrace.runtime.gc.StructObject;
import dev.terrace.tier1.support.Elements;
import dev.terrace.tier1.support.References;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the instructions on structures, arrays and 31-bit integers, and casts. A structure type is a Java class and its
 * fields are Java's, so that an access is a cast, which HotSpot mostly drops, and Java's own instruction for it.
 */
final class ObjectWriter {
    private static final String REFERENCES = Names.of(References.class);
    private static final String ELEMENTS = Names.of(Elements.class);
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String BITS = "[J";
    private static final String REFS = "[" + OBJECT;

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final ModuleCode module;
    private final Code code;
    private final Operands operands;

    /**
     * Creates a writer.
     *
     * @param module the module, whose types get their classes as they are needed
     */
    ObjectWriter(FunctionWriter writer, InstructionReader in, ModuleCode module) {
        this.writer = writer;
        this.in = in;
        this.module = module;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /** Writes an instruction; returns false if it is of another group. */
    boolean write(Opcode op) {
        switch (op) {
            case STRUCT_NEW -> newStruct();
            case STRUCT_NEW_DEFAULT -> {
                operands.load();
                writer.at(in.offset());
                operands.load();
                allocate(module.struct(in.index()), "()");
                operands.push(Kind.REF);
            }
            case STRUCT_GET, STRUCT_GET_S -> getField(false);
            case STRUCT_GET_U -> getField(true);
            case STRUCT_SET -> setField();
            case REF_TEST, REF_TEST_NULL -> {
                operands.take(1);
                writeTest(in.heapType(), op == Opcode.REF_TEST_NULL);
                operands.push(Kind.I32);
            }
            case REF_CAST, REF_CAST_NULL -> {
                writer.at(in.offset());
                operands.take(1);
                code.op(Opcodes.DUP);
                writeTest(in.heapType(), op == Opcode.REF_CAST_NULL);
                code.invokeStatic(REFERENCES, "cast", "(" + OBJECT + "Z)" + OBJECT);
                operands.push(Kind.REF);
            }
            // References of the two hierarchies are the same Java objects.
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {}
            case REF_I31 -> {
                operands.take(1);
                code.invokeStatic(Names.of(I31Ref.class), "of", "(I)" + Type.getDescriptor(I31Ref.class));
                operands.push(Kind.REF);
            }
            case I31_GET_S -> getNumber("signed");
            case I31_GET_U -> getNumber("unsigned");
            default -> {
                return array(op);
            }
        }
        return true;
    }

    private boolean array(Opcode op) {
        switch (op) {
            case ARRAY_NEW -> newArray();
            case ARRAY_NEW_DEFAULT -> {
                writer.at(in.offset());
                operands.take(1);
                allocate(module.array(in.index()), "(I)");
                operands.push(Kind.REF);
            }
            case ARRAY_NEW_FIXED -> newFixed();
            case ARRAY_NEW_DATA -> newFromSegment("ofData");
            case ARRAY_NEW_ELEM -> newFromSegment("ofElements");
            case ARRAY_GET, ARRAY_GET_S -> getElement(false);
            case ARRAY_GET_U -> getElement(true);
            case ARRAY_SET -> {
                int first = settle(3);
                pushElements(array(), first);
                operands.put(first + 1);
                pushValue(array(), first + 2);
                code.invokeStatic(ELEMENTS, "set", "(" + elements(array()) + "I" + value(array()) + ")V");
                operands.pop(3);
            }
            case ARRAY_LEN -> {
                writer.at(in.offset());
                operands.take(1);
                code.invokeStatic(REFERENCES, "array", "(" + OBJECT + ")" + OBJECT);
                code.cast(Names.of(ArrayObject.class));
                code.invokeVirtual(Names.of(ArrayObject.class), "length", "()I");
                operands.push(Kind.I32);
            }
            case ARRAY_FILL -> {
                int first = settle(4);
                pushElements(array(), first);
                operands.put(first + 1);
                pushValue(array(), first + 2);
                operands.put(first + 3);
                code.invokeStatic(ELEMENTS, "fill", "(" + elements(array()) + "I" + value(array()) + "I)V");
                operands.pop(4);
            }
            case ARRAY_COPY -> copy();
            case ARRAY_INIT_DATA -> initialize("initData");
            case ARRAY_INIT_ELEM -> initialize("initElements");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void getNumber(String method) {
        writer.at(in.offset());
        operands.take(1);
        code.invokeStatic(REFERENCES, method, "(" + OBJECT + ")I");
        operands.push(Kind.I32);
    }

    // Casts

    /** Writes the test whether the reference on Java's stack is of a type, whose answer replaces it. */
    void writeTest(RefType type) {
        writeTest(type.heap(), type.nullable());
    }

    private void writeTest(HeapType type, boolean nullable) {
        if (nullable) {
            code.op(Opcodes.DUP);
        }
        switch (type) {
            case TypeIndex(int index)
            when module.type(index).comp() instanceof FuncType -> {
                writer.loadContext();
                code.constant(index);
                code.invokeStatic(REFERENCES, "isFunction", "(" + OBJECT + Names.CONTEXT_DESCRIPTOR + "I)Z");
            }
            case TypeIndex(int index) -> code.type(Opcodes.INSTANCEOF, className(module.layout(index)));
            case AbsHeapType abs -> writeTest(abs);
            default -> throw new IllegalStateException("canonical type in an instruction: " + type);
        }
        if (nullable) {
            code.invokeStatic(REFERENCES, "isNullOr", "(" + OBJECT + "Z)Z");
        }
    }

    private void writeTest(AbsHeapType type) {
        switch (type) {
            case ANY, FUNC, EXTERN, EXN -> code.type(Opcodes.INSTANCEOF, Names.OBJECT);
            case EQ -> code.invokeStatic(REFERENCES, "isEq", "(" + OBJECT + ")Z");
            case I31 -> code.type(Opcodes.INSTANCEOF, Names.of(I31Ref.class));
            case STRUCT -> code.type(Opcodes.INSTANCEOF, Names.of(StructObject.class));
            case ARRAY -> code.type(Opcodes.INSTANCEOF, Names.of(ArrayObject.class));
            case NONE, NOFUNC, NOEXTERN, NOEXN -> {
                code.op(Opcodes.POP);
                code.op(Opcodes.ICONST_0);
            }
        }
    }

    // Structures

    private static String className(ObjectLayout layout) {
        return Names.of(layout.objectClass());
    }

    private void allocate(ObjectLayout layout, String parameters) {
        String name = className(layout);
        code.invokeStatic(name, ObjectLayout.ALLOCATE, parameters + "L" + name + ";");
    }

    /** Begins an instruction that takes the topmost operands in another order; returns the first of them. */
    private int settle(int count) {
        writer.at(in.offset());
        return operands.settleUnder(count);
    }

    private void newStruct() {
        StructLayout layout = module.struct(in.index());
        int count = layout.fields().size();
        int first = settle(count);
        allocate(layout, "()");
        for (int i = 0; i < count; i++) {
            code.op(Opcodes.DUP);
            setField(layout, i, first + i);
        }
        operands.pop(count);
        operands.push(Kind.REF);
    }

    /** Writes what sets a field of the object on Java's stack to an operand's value. */
    private void setField(StructLayout layout, int field, int operand) {
        StorageType storage = layout.fields().get(field).storage();
        Kind kind = Kind.of(storage.unpacked());
        if (field >= StructLayout.INLINE_FIELDS) {
            setTail(layout, field, operand);
        } else if (kind == Kind.V128) {
            code.op(Opcodes.DUP);
            operands.putHalf(operand, false);
            field(Opcodes.PUTFIELD, layout, field, StructLayout.fieldName(field));
            operands.putHalf(operand, true);
            field(Opcodes.PUTFIELD, layout, field, StructLayout.highFieldName(field));
        } else {
            operands.put(operand);
            narrow(storage);
            field(Opcodes.PUTFIELD, layout, field, StructLayout.fieldName(field));
        }
    }

    private void setTail(StructLayout layout, int field, int operand) {
        StorageType storage = layout.fields().get(field).storage();
        Kind kind = Kind.of(storage.unpacked());
        int at = field - StructLayout.INLINE_FIELDS;
        if (kind == Kind.REF) {
            code.field(Opcodes.GETFIELD, className(layout), StructLayout.TAIL_REFS, REFS);
            code.constant(at);
            operands.put(operand);
            code.op(Opcodes.AASTORE);
            return;
        }
        code.field(Opcodes.GETFIELD, className(layout), StructLayout.TAIL_BITS, BITS);
        if (kind == Kind.V128) {
            code.op(Opcodes.DUP);
            code.constant(2 * at + 1);
            operands.putHalf(operand, true);
            code.op(Opcodes.LASTORE);
        }
        code.constant(2 * at);
        if (kind == Kind.V128) {
            operands.putHalf(operand, false);
        } else {
            operands.put(operand);
            narrow(storage);
            code.toBits(kind);
        }
        code.op(Opcodes.LASTORE);
    }

    private void field(int opcode, StructLayout layout, int field, String name) {
        Class<?> type = StructLayout.javaType(layout.fields().get(field).storage());
        code.field(opcode, className(layout), name, Type.getDescriptor(type));
    }

    /** Drops the bits of an int that a packed field does not have. */
    private void narrow(StorageType storage) {
        if (storage instanceof PackedType packed) {
            code.op(packed == PackedType.I8 ? Opcodes.I2B : Opcodes.I2S);
        }
    }

    /** Makes the sign-extended int on Java's stack a zero-extended one. */
    private void zeroExtend(StorageType storage) {
        code.constant(storage == PackedType.I8 ? 0xFF : 0xFFFF);
        code.op(Opcodes.IAND);
    }

    /** Writes the cast of the reference on Java's stack to a structure type that validation has found it to be of. */
    private void castStruct(StructLayout layout) {
        code.invokeStatic(REFERENCES, "struct", "(" + OBJECT + ")" + OBJECT);
        code.cast(className(layout));
    }

    private void getField(boolean unsigned) {
        writer.at(in.offset());
        operands.take(1);
        StructLayout layout = module.struct(in.index());
        int field = in.index2();
        StorageType storage = layout.fields().get(field).storage();
        Kind kind = Kind.of(storage.unpacked());
        castStruct(layout);
        if (field >= StructLayout.INLINE_FIELDS) {
            getTail(layout, field, kind);
        } else if (kind == Kind.V128) {
            code.op(Opcodes.DUP);
            field(Opcodes.GETFIELD, layout, field, StructLayout.fieldName(field));
            swapLong();
            field(Opcodes.GETFIELD, layout, field, StructLayout.highFieldName(field));
        } else {
            field(Opcodes.GETFIELD, layout, field, StructLayout.fieldName(field));
        }
        if (unsigned) {
            zeroExtend(storage);
        }
        operands.push(kind);
    }

    private void getTail(StructLayout layout, int field, Kind kind) {
        int at = field - StructLayout.INLINE_FIELDS;
        if (kind == Kind.REF) {
            code.field(Opcodes.GETFIELD, className(layout), StructLayout.TAIL_REFS, REFS);
            code.constant(at);
            code.op(Opcodes.AALOAD);
            return;
        }
        code.field(Opcodes.GETFIELD, className(layout), StructLayout.TAIL_BITS, BITS);
        if (kind == Kind.V128) {
            code.op(Opcodes.DUP);
            code.constant(2 * at);
            code.op(Opcodes.LALOAD);
            swapLong();
            code.constant(2 * at + 1);
            code.op(Opcodes.LALOAD);
        } else {
            code.constant(2 * at);
            code.op(Opcodes.LALOAD);
            code.fromBits(kind);
        }
    }

    /** Exchanges the long on top of Java's stack with what is below it. */
    private void swapLong() {
        code.op(Opcodes.DUP2_X1);
        code.op(Opcodes.POP2);
    }

    private void setField() {
        StructLayout layout = module.struct(in.index());
        int first = settle(2);
        operands.put(first);
        castStruct(layout);
        setField(layout, in.index2(), first + 1);
        operands.pop(2);
    }

    // Arrays

    /** Returns the layout of the array type that the instruction names first. */
    private ArrayLayout array() {
        return module.array(in.index());
    }

    private static Kind kind(ArrayLayout layout) {
        return Kind.of(layout.element().storage().unpacked());
    }

    /** Returns the descriptor of the Java array. */
    private static String elements(ArrayLayout layout) {
        return Type.getDescriptor(layout.elementsClass());
    }

    /** Returns the descriptor of an element as methods take it. */
    private static String value(ArrayLayout layout) {
        return switch (kind(layout)) {
            case F32 -> Kind.I32.descriptor;
            case F64 -> Kind.I64.descriptor;
            default -> kind(layout).descriptor;
        };
    }

    /** Writes what pushes the Java array of the array that is an operand. */
    private void pushElements(ArrayLayout layout, int operand) {
        operands.put(operand);
        getElements(layout);
    }

    private void getElements(ArrayLayout layout) {
        code.invokeStatic(REFERENCES, "array", "(" + OBJECT + ")" + OBJECT);
        code.cast(className(layout));
        elementsField(layout);
    }

    private void elementsField(ArrayLayout layout) {
        code.field(Opcodes.GETFIELD, className(layout), "elements", elements(layout));
    }

    /** Writes what pushes an operand as the Java array has it. */
    private void pushValue(ArrayLayout layout, int operand) {
        operands.put(operand);
        if (isNumber(layout)) {
            code.toInteger(kind(layout));
        }
    }

    private static boolean isNumber(ArrayLayout layout) {
        return kind(layout) != Kind.REF && kind(layout) != Kind.V128;
    }

    private void newArray() {
        ArrayLayout layout = array();
        int first = settle(2);
        operands.put(first + 1);
        allocate(layout, "(I)");
        code.op(Opcodes.DUP);
        elementsField(layout);
        pushValue(layout, first);
        code.invokeStatic(ELEMENTS, "setAll", "(" + elements(layout) + value(layout) + ")V");
        operands.pop(2);
        operands.push(Kind.REF);
    }

    private void newFixed() {
        ArrayLayout layout = array();
        int count = in.index2();
        int first = settle(count);
        code.constant(count);
        allocate(layout, "(I)");
        code.op(Opcodes.DUP);
        elementsField(layout);
        for (int i = 0; i < count; i++) {
            code.op(Opcodes.DUP);
            code.constant(i);
            pushValue(layout, first + i);
            code.invokeStatic(ELEMENTS, "set", "(" + elements(layout) + "I" + value(layout) + ")V");
        }
        code.op(Opcodes.POP);
        operands.pop(count);
        operands.push(Kind.REF);
    }

    private void newFromSegment(String method) {
        writer.at(in.offset());
        operands.take(2);
        writer.loadContext();
        code.constant(in.index());
        code.constant(in.index2());
        code.invokeStatic(ELEMENTS, method, "(II" + Names.CONTEXT_DESCRIPTOR + "II)" + OBJECT);
        operands.push(Kind.REF);
    }

    private void getElement(boolean unsigned) {
        ArrayLayout layout = array();
        writer.at(in.offset());
        if (kind(layout) == Kind.V128) {
            int first = settle(2);
            for (String half : List.of("low", "high")) {
                pushElements(layout, first);
                operands.put(first + 1);
                code.invokeStatic(ELEMENTS, half, "(" + BITS + "I)J");
            }
            operands.pop(2);
        } else {
            loadArrayAndIndex(layout);
            code.invokeStatic(ELEMENTS, "get", "(" + elements(layout) + "I)" + value(layout));
            if (isNumber(layout)) {
                code.fromInteger(kind(layout));
            }
        }
        if (unsigned) {
            zeroExtend(layout.element().storage());
        }
        operands.push(kind(layout));
    }

    /** Writes what puts the Java array and the index onto Java's stack; takes both operands. */
    private void loadArrayAndIndex(ArrayLayout layout) {
        if (operands.areDeferred(1)) {
            operands.loadBelow(1);
            int index = operands.size() - 1;
            if (operands.isSettled(index - 1)) {
                operands.put(index - 1);
            }
            getElements(layout);
            operands.put(index);
        } else {
            operands.need(2);
            code.op(Opcodes.SWAP);
            getElements(layout);
            code.op(Opcodes.SWAP);
        }
        operands.pop(2);
    }

    private void copy() {
        ArrayLayout to = array();
        ArrayLayout from = module.array(in.index2());
        int first = settle(5);
        pushElements(to, first);
        operands.put(first + 1);
        pushElements(from, first + 2);
        operands.put(first + 3);
        operands.put(first + 4);
        String method = kind(to) == Kind.V128 ? "copyVectors" : "copy";
        code.invokeStatic(ELEMENTS, method, "(" + elements(to) + "I" + elements(from) + "II)V");
        operands.pop(5);
    }

    private void initialize(String method) {
        writer.at(in.offset());
        operands.take(4);
        writer.loadContext();
        code.constant(in.index2());
        code.invokeStatic(ELEMENTS, method, "(" + OBJECT + "III" + Names.CONTEXT_DESCRIPTOR + "I)V");
    }
}
