package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.TierStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallBenchmarkTest {
    /** The loop adds 1000, 999, ... 1. */
    private static final int SUM = 500_500;

    @Test
    @DisplayName("All ways to call a function give the same result")
    void allWaysToCallGiveSameResult() throws Throwable {
        CallBenchmark benchmark = new CallBenchmark();
        benchmark.tier = TierStrategy.INTERPRETER;
        benchmark.instantiate();
        try {
            assertArrayEquals(new Object[0], benchmark.callNopBoxed());
            benchmark.callNopField();
            benchmark.callNopConstant();
            assertArrayEquals(new Object[] {3}, benchmark.callAddBoxed());
            assertEquals(3, benchmark.callAddInterface());
            assertEquals(3, benchmark.callAddExports());
            assertEquals(3, benchmark.callAddConstant());
            assertEquals(1, benchmark.downcall());
            assertEquals(1000, benchmark.loopNext());
            benchmark.loop();
            benchmark.loopNop();
            benchmark.loopNopBoxed();
            benchmark.loopNopTyped();
            assertEquals(SUM, benchmark.loopAddBoxed());
            assertEquals(SUM, benchmark.loopAddTyped());
        } finally {
            benchmark.close();
        }
    }

    @Test
    @DisplayName("Exceptions are caught wherever they come from")
    void exceptionsAreCaught() throws Throwable {
        for (ExceptionBenchmark.Source source : ExceptionBenchmark.Source.values()) {
            ExceptionBenchmark benchmark = new ExceptionBenchmark();
            benchmark.tier = TierStrategy.INTERPRETER;
            benchmark.source = source;
            benchmark.instantiate();
            try {
                benchmark.throwAndCatch();
            } finally {
                benchmark.close();
            }
        }
    }

    @Test
    @DisplayName("Modules with and without imports are linked and instantiated")
    void modulesAreInstantiated() {
        for (int imports : new int[] {0, 24}) {
            InstantiationBenchmark benchmark = new InstantiationBenchmark();
            benchmark.tier = TierStrategy.INTERPRETER;
            benchmark.imports = imports;
            benchmark.link();
            try {
                assertEquals(imports, benchmark.linkAgain().module().imports().size());
                assertTrue(benchmark.instantiate().exports().isEmpty());
                assertTrue(benchmark.instantiateInNewStore().exports().isEmpty());
            } finally {
                benchmark.close();
            }
        }
    }
}
