package dev.terrace.cli.wast;

import dev.terrace.ArrayRef;
import dev.terrace.Func;
import dev.terrace.I31Ref;
import dev.terrace.StructRef;
import dev.terrace.V128;
import dev.terrace.WasmException;
import dev.terrace.core.text.ScriptResult;
import dev.terrace.core.text.ScriptValue;
import dev.terrace.core.text.VectorShape;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.NumType;
import java.util.List;

/** Values of scripts as values of the embedding API, and whether results are what a script expects. */
final class ScriptValues {
    private static final int F32_SIGN = 0x8000_0000;
    private static final int F32_CANONICAL = 0x7FC0_0000;
    private static final long F64_SIGN = 0x8000_0000_0000_0000L;
    private static final long F64_CANONICAL = 0x7FF8_0000_0000_0000L;

    private ScriptValues() {}

    /**
     * What stands for the host's object of a number.
     *
     * @param number the number in the script
     */
    record HostObject(int number) {}

    static Object toJava(ScriptValue value) {
        return switch (value) {
            case ScriptValue.I32(int number) -> number;
            case ScriptValue.I64(long number) -> number;
            case ScriptValue.F32(int bits) -> Float.intBitsToFloat(bits);
            case ScriptValue.F64(long bits) -> Double.longBitsToDouble(bits);
            case ScriptValue.V128(long low, long high) -> new V128(low, high);
            case ScriptValue.RefNull _ -> null;
            case ScriptValue.RefExtern(int number) -> new HostObject(number);
            case ScriptValue.RefHost(int number) -> new HostObject(number);
        };
    }

    static boolean matches(ScriptResult expected, Object actual) {
        return switch (expected) {
            case ScriptResult.Value(ScriptValue value) -> isSame(value, actual);
            case ScriptResult.CanonicalNan(NumType type) -> isCanonicalNan(type, actual);
            case ScriptResult.ArithmeticNan(NumType type) -> isArithmeticNan(type, actual);
            case ScriptResult.Vector(VectorShape shape, List<ScriptResult> lanes) ->
                actual instanceof V128 vector && matchesLanes(shape, lanes, vector);
            case ScriptResult.AnyNull() -> actual == null;
            case ScriptResult.Reference(AbsHeapType type) -> isReference(type, actual);
            case ScriptResult.Either(List<ScriptResult> alternatives) ->
                alternatives.stream().anyMatch(alternative -> matches(alternative, actual));
        };
    }

    private static boolean isSame(ScriptValue expected, Object actual) {
        return switch (expected) {
            case ScriptValue.F32(int bits) -> actual instanceof Float number && Float.floatToRawIntBits(number) == bits;
            case ScriptValue.F64(long bits) ->
                actual instanceof Double number && Double.doubleToRawLongBits(number) == bits;
            case ScriptValue.RefNull _ -> actual == null;
            default -> toJava(expected).equals(actual);
        };
    }

    private static boolean isCanonicalNan(NumType type, Object actual) {
        return type == NumType.F32
                ? actual instanceof Float f && (Float.floatToRawIntBits(f) & ~F32_SIGN) == F32_CANONICAL
                : actual instanceof Double d && (Double.doubleToRawLongBits(d) & ~F64_SIGN) == F64_CANONICAL;
    }

    private static boolean isArithmeticNan(NumType type, Object actual) {
        return type == NumType.F32
                ? actual instanceof Float f && (Float.floatToRawIntBits(f) & F32_CANONICAL) == F32_CANONICAL
                : actual instanceof Double d && (Double.doubleToRawLongBits(d) & F64_CANONICAL) == F64_CANONICAL;
    }

    private static boolean matchesLanes(VectorShape shape, List<ScriptResult> lanes, V128 vector) {
        for (int i = 0; i < lanes.size(); i++) {
            Object lane = shape == VectorShape.F32X4
                    ? (Object) Float.intBitsToFloat((int) ((i < 2 ? vector.low() : vector.high()) >>> (i % 2 * 32)))
                    : (Object) Double.longBitsToDouble(i == 0 ? vector.low() : vector.high());
            if (!matches(lanes.get(i), lane)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReference(AbsHeapType type, Object actual) {
        return switch (type) {
            case FUNC -> actual instanceof Func;
            case EXTERN, ANY -> actual != null;
            case EQ -> actual instanceof StructRef || actual instanceof ArrayRef || actual instanceof I31Ref;
            case STRUCT -> actual instanceof StructRef;
            case ARRAY -> actual instanceof ArrayRef;
            case I31 -> actual instanceof I31Ref;
            case EXN -> actual instanceof WasmException;
            default -> throw new IllegalArgumentException("no values of type " + type + " reach the host yet");
        };
    }

    /** Returns a result as failures show it: floats with their bits. */
    static String describe(Object value) {
        return switch (value) {
            case null -> "null";
            case Float f -> "f32 " + f + " (0x%08x)".formatted(Float.floatToRawIntBits(f));
            case Double d -> "f64 " + d + " (0x%016x)".formatted(Double.doubleToRawLongBits(d));
            case Integer i -> "i32 " + i;
            case Long l -> "i64 " + l;
            default -> value.toString();
        };
    }
}
