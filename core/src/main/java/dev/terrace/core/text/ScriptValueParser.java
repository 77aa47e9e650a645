package dev.terrace.core.text;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.NumType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parses the arguments and the expected results in scripts. */
final class ScriptValueParser {
    private static final String CANONICAL = "nan:canonical";
    private static final String ARITHMETIC = "nan:arithmetic";
    private static final Map<String, AbsHeapType> HEAP_TYPES = new HashMap<>();

    static {
        for (AbsHeapType type : AbsHeapType.values()) {
            HEAP_TYPES.put(type.toString(), type);
        }
    }

    private final TokenCursor in;

    ScriptValueParser(TokenCursor in) {
        this.in = in;
    }

    /** Parses an argument. */
    ScriptValue value() {
        int offset = in.offset();
        if (result() instanceof ScriptResult.Value(ScriptValue value)) {
            return value;
        }
        throw in.malformed("an argument must be a value", offset);
    }

    /** Parses an expected result; a value is one, too. */
    ScriptResult result() {
        if (in.openForm("either")) {
            List<ScriptResult> alternatives = new ArrayList<>();
            while (!in.isClose()) {
                alternatives.add(result());
            }
            in.next();
            return new ScriptResult.Either(alternatives);
        }
        in.expectOpen();
        int offset = in.offset();
        String keyword = in.keyword();
        ScriptResult result = switch (keyword) {
            case "i32.const" -> new ScriptResult.Value(new ScriptValue.I32((int) in.integer(32)));
            case "i64.const" -> new ScriptResult.Value(new ScriptValue.I64(in.integer(64)));
            case "f32.const" -> floating(NumType.F32);
            case "f64.const" -> floating(NumType.F64);
            case "v128.const" -> vector();
            case "ref.null" -> nullReference();
            case "ref.host" -> new ScriptResult.Value(new ScriptValue.RefHost((int) in.unsigned(32)));
            case "ref.extern" -> externReference();
            default -> reference(keyword, offset);
        };
        in.expectClose();
        return result;
    }

    private ScriptResult floating(NumType type) {
        if (in.acceptKeyword(CANONICAL)) {
            return new ScriptResult.CanonicalNan(type);
        }
        if (in.acceptKeyword(ARITHMETIC)) {
            return new ScriptResult.ArithmeticNan(type);
        }
        return new ScriptResult.Value(
                type == NumType.F32 ? new ScriptValue.F32(in.f32()) : new ScriptValue.F64(in.f64()));
    }

    private ScriptResult vector() {
        VectorShape shape = VectorShape.parse(in);
        return isExact(shape) ? new ScriptResult.Value(exactVector(shape)) : vectorOfFloats(shape);
    }

    private boolean isExact(VectorShape shape) {
        for (int i = 0; i < shape.lanes(); i++) {
            if (in.startsWith(i, CANONICAL) || in.startsWith(i, ARITHMETIC)) {
                return !shape.isFloat();
            }
        }
        return true;
    }

    private ScriptValue exactVector(VectorShape shape) {
        long[] halves = new long[2];
        for (int i = 0; i < shape.lanes(); i++) {
            shape.putLane(halves, i, shape.parseLane(in));
        }
        return new ScriptValue.V128(halves[0], halves[1]);
    }

    private ScriptResult vectorOfFloats(VectorShape shape) {
        List<ScriptResult> lanes = new ArrayList<>();
        for (int i = 0; i < shape.lanes(); i++) {
            lanes.add(floating(shape.laneBits() == 32 ? NumType.F32 : NumType.F64));
        }
        return new ScriptResult.Vector(shape, lanes);
    }

    private ScriptResult nullReference() {
        if (in.isClose()) {
            return new ScriptResult.AnyNull();
        }
        int offset = in.offset();
        AbsHeapType type = HEAP_TYPES.get(in.keyword());
        if (type == null) {
            throw in.malformed("unknown heap type", offset);
        }
        return new ScriptResult.Value(new ScriptValue.RefNull(type));
    }

    private ScriptResult externReference() {
        return in.isClose()
                ? new ScriptResult.Reference(AbsHeapType.EXTERN)
                : new ScriptResult.Value(new ScriptValue.RefExtern((int) in.unsigned(32)));
    }

    private ScriptResult reference(String keyword, int offset) {
        AbsHeapType type = keyword.startsWith("ref.") ? HEAP_TYPES.get(keyword.substring("ref.".length())) : null;
        if (type == null) {
            throw in.malformed("unknown operator " + keyword, offset);
        }
        return new ScriptResult.Reference(type);
    }
}
