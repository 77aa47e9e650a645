package dev.terrace.tier1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.terrace.core.opcode.Opcode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Opcodes;

class HalfMethodTest {
    @TestFactory
    Stream<DynamicTest> everyMethodThatIsNamedExists() {
        return Stream.of(Opcode.values())
                .filter(op -> op.prefix() == Opcode.PREFIX_SIMD)
                .filter(op -> HalfMethod.of(op) != null && HalfMethod.of(op).owner() != null)
                .map(op -> DynamicTest.dynamicTest(op.text(), () -> assertNotNull(find(HalfMethod.of(op)))));
    }

    private static Object find(HalfMethod method) throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findStatic(
                        Class.forName(method.owner().replace('/', '.')),
                        method.name(),
                        MethodType.fromMethodDescriptorString(method.descriptor(), null));
    }

    @Test
    void namesFollowTheInstructions() {
        assertEquals("addSatU", HalfMethod.of(Opcode.I8X16_ADD_SAT_U).name());
        assertEquals(
                "extendI16x8S", HalfMethod.of(Opcode.I32X4_EXTEND_HIGH_I16X8_S).name());
        assertEquals(
                "truncSatF64x2UZero",
                HalfMethod.of(Opcode.I32X4_RELAXED_TRUNC_F64X2_U_ZERO).name());
        assertEquals("bitselect", HalfMethod.of(Opcode.I8X16_RELAXED_LANESELECT).name());
        assertEquals("relaxedMadd", HalfMethod.of(Opcode.F64X2_RELAXED_MADD).name());
    }

    @Test
    void whatJavaHasAnInstructionForIsThatInstruction() {
        assertEquals(Opcodes.LXOR, HalfMethod.of(Opcode.V128_XOR).instruction());
        assertEquals(Opcodes.LSHR, HalfMethod.of(Opcode.I64X2_SHR_S).instruction());
    }

    @Test
    void scalarsAsWideAsHalvesAndWhatIsNotComputedHaveNone() {
        for (Opcode op : List.of(
                Opcode.F64X2_SPLAT,
                Opcode.I64X2_EXTRACT_LANE,
                Opcode.F64X2_REPLACE_LANE,
                Opcode.V128_ANY_TRUE,
                Opcode.V128_LOAD,
                Opcode.V128_CONST)) {
            assertNull(HalfMethod.of(op), op.text());
        }
    }
}
