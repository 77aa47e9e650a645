package dev.terrace.tier0;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodSizeTest {
    /** From this many bytes of bytecode on, HotSpot leaves a method to its own interpreter. */
    private static final int HUGE_METHOD_LIMIT = 8000;

    @Test
    void hotSpotCompilesEveryMethodThatExecutesInstructions() throws IOException {
        for (Class<?> type : List.of(
                Interpreter.class,
                RareOps.class,
                ReferenceOps.class,
                MemoryOps.class,
                NumericOps.class,
                AtomicOps.class,
                Unwinding.class,
                Calls.class)) {
            ClassModel model = ClassFile.of().parse(bytes(type));
            model.methods()
                    .forEach(method -> method.code().ifPresent(code -> {
                        int length = ((CodeAttribute) code).codeLength();
                        assertTrue(
                                length < HUGE_METHOD_LIMIT,
                                () -> type.getSimpleName() + "." + method.methodName() + " has " + length + " bytes");
                    }));
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream stream = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return stream.readAllBytes();
        }
    }
}
