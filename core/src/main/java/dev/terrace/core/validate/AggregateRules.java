package dev.terrace.core.validate;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;

/** The typing rules of the instructions on structures and arrays (specification, sections 3.4.7 and 3.4.8). */
final class AggregateRules {
    private final ModuleContext context;
    private final InstructionReader in;
    private final OperandStack operands;
    private final TypeCodes codes;
    private final ModuleTypes types;

    AggregateRules(ModuleContext context, OperandStack operands) {
        this.context = context;
        this.in = context.in;
        this.operands = operands;
        this.codes = context.codes;
        this.types = context.types;
    }

    /** Checks the instruction read last, and does to the operand stack what it does. */
    void apply(Opcode op) {
        int type = in.index();
        switch (op) {
            case STRUCT_NEW -> {
                StructType struct = types.struct(type);
                for (int i = struct.fields().size() - 1; i >= 0; i--) {
                    operands.pop(value(struct.fields().get(i)));
                }
                operands.push(types.ref(false, type));
            }
            case STRUCT_NEW_DEFAULT -> {
                types.struct(type).fields().forEach(this::requireDefault);
                operands.push(types.ref(false, type));
            }
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
                FieldType field = field(type, in.index2());
                requirePacked(field, op != Opcode.STRUCT_GET);
                operands.pop(types.ref(true, type));
                operands.push(value(field));
            }
            case STRUCT_SET -> {
                FieldType field = field(type, in.index2());
                if (!field.mutable()) {
                    throw context.invalid("immutable field " + Integer.toUnsignedString(in.index2()));
                }
                operands.pop(value(field));
                operands.pop(types.ref(true, type));
            }
            case ARRAY_NEW -> {
                FieldType element = element(type);
                operands.pop(TypeCodes.I32);
                operands.pop(value(element));
                operands.push(types.ref(false, type));
            }
            case ARRAY_NEW_DEFAULT -> {
                requireDefault(element(type));
                operands.pop(TypeCodes.I32);
                operands.push(types.ref(false, type));
            }
            case ARRAY_NEW_FIXED -> newFixed(type);
            case ARRAY_NEW_DATA -> {
                requireNumeric(element(type));
                context.requireData(in.index2());
                popI32s(2);
                operands.push(types.ref(false, type));
            }
            case ARRAY_NEW_ELEM -> {
                requireMatch(context.element(in.index2()), element(type).storage());
                popI32s(2);
                operands.push(types.ref(false, type));
            }
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                FieldType element = element(type);
                requirePacked(element, op != Opcode.ARRAY_GET);
                operands.pop(TypeCodes.I32);
                operands.pop(types.ref(true, type));
                operands.push(value(element));
            }
            case ARRAY_SET -> {
                operands.pop(value(mutableElement(type)));
                operands.pop(TypeCodes.I32);
                operands.pop(types.ref(true, type));
            }
            case ARRAY_LEN -> {
                operands.pop(codes.arrayRef);
                operands.push(TypeCodes.I32);
            }
            case ARRAY_FILL -> {
                FieldType element = mutableElement(type);
                operands.pop(TypeCodes.I32);
                operands.pop(value(element));
                operands.pop(TypeCodes.I32);
                operands.pop(types.ref(true, type));
            }
            case ARRAY_COPY -> {
                requireMatch(
                        element(in.index2()).storage(), mutableElement(type).storage());
                popI32s(2);
                operands.pop(types.ref(true, in.index2()));
                operands.pop(TypeCodes.I32);
                operands.pop(types.ref(true, type));
            }
            case ARRAY_INIT_DATA -> {
                requireNumeric(mutableElement(type));
                context.requireData(in.index2());
                popI32s(3);
                operands.pop(types.ref(true, type));
            }
            case ARRAY_INIT_ELEM -> {
                FieldType element = mutableElement(type);
                requireMatch(context.element(in.index2()), element.storage());
                popI32s(3);
                operands.pop(types.ref(true, type));
            }
            default -> throw new IllegalStateException("no typing rule for " + op);
        }
    }

    private FieldType field(int type, int index) {
        StructType struct = types.struct(type);
        if (index < 0 || index >= struct.fields().size()) {
            throw context.unknown("field", index);
        }
        return struct.fields().get(index);
    }

    private FieldType element(int type) {
        return types.array(type).element();
    }

    private FieldType mutableElement(int type) {
        FieldType element = element(type);
        if (!element.mutable()) {
            throw context.invalid("immutable array type " + type);
        }
        return element;
    }

    private void newFixed(int type) {
        int element = value(element(type));
        int count = in.index2();
        if (Integer.compareUnsigned(count, OperandStack.MAX_FRAME_SLOTS) > 0) {
            throw context.invalid("type mismatch: more operands than there can be: " + Integer.toUnsignedString(count));
        }
        for (int i = 0; i < count; i++) {
            operands.pop(element);
        }
        operands.push(types.ref(false, type));
    }

    private int value(FieldType field) {
        return codes.of(field.storage().unpacked());
    }

    private void popI32s(int count) {
        for (int i = 0; i < count; i++) {
            operands.pop(TypeCodes.I32);
        }
    }

    private void requireDefault(FieldType field) {
        if (!field.storage().unpacked().isDefaultable()) {
            throw context.invalid("type mismatch: " + field.storage() + " has no default value");
        }
    }

    private void requirePacked(FieldType field, boolean extending) {
        if (extending != field.storage() instanceof PackedType) {
            throw context.invalid("type mismatch: " + in.opcode().text() + " cannot read " + field.storage());
        }
    }

    private void requireNumeric(FieldType element) {
        if (element.storage() instanceof RefType) {
            throw context.invalid("array type is not numeric or vector");
        }
    }

    private void requireMatch(StorageType sub, StorageType sup) {
        if (!Matching.matches(new FieldType(sub, false), new FieldType(sup, false))) {
            throw context.invalid(
                    in.opcode() == Opcode.ARRAY_COPY
                            ? "array types do not match: elements " + sub + " and " + sup
                            : "type mismatch: elements of type " + sub + " in an array of " + sup);
        }
    }
}
