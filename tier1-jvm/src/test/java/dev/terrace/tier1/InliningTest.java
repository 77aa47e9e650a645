package dev.terrace.tier1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.tier1.support.Checks;
import dev.terrace.tier1.support.HeapBytes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What generated code calls everywhere has a size that suits HotSpot's compilers: see {@link HeapBytes}. */
class InliningTest {
    /** The largest methods that HotSpot's first compiler inlines, in bytes of bytecode. */
    private static final int INLINED_BY_FIRST = 35;

    /** How large an access may be: the last compiler stops when all it has inlined, and the method, have 8,000 bytes. */
    private static final int LARGEST_ACCESS = 41;

    @Test
    void accessesToMoreThanOneByteAreInlinedByTheLastCompilerOnly() throws IOException {
        List<MethodModel> accesses = methods(HeapBytes.class).stream()
                .filter(method -> method.methodName().stringValue().matches("[gs]et(Short|Int|Long|Float|Double)"))
                .toList();
        assertEquals(10, accesses.size());
        accesses.forEach(access -> assertTrue(
                size(access) > INLINED_BY_FIRST && size(access) <= LARGEST_ACCESS,
                access.methodName() + " has " + size(access) + " bytes"));
    }

    @Test
    void checksWhetherToGoOnAreInlinedByTheLastCompilerOnly() throws IOException {
        MethodModel poll = methods(Checks.class).stream()
                .filter(method -> method.methodName().equalsString("poll"))
                .findAny()
                .orElseThrow();
        assertTrue(size(poll) > INLINED_BY_FIRST, "it has " + size(poll) + " bytes");
    }

    private static List<MethodModel> methods(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return ClassFile.of().parse(file.readAllBytes()).methods();
        }
    }

    private static int size(MethodModel method) {
        return ((CodeAttribute) method.code().orElseThrow()).codeLength();
    }
}
