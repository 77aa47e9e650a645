package dev.terrace.backend.x86_64.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuFeaturesTest {
    private static String refusal(String changes) {
        return assertThrows(IllegalArgumentException.class, () -> CpuFeatures.ALL.with(changes))
                .getMessage();
    }

    @Test
    void addingAFeatureAddsWhatItImplies() {
        assertEquals(
                "+sse3,+ssse3,+sse4.1,+sse4.2,+xsave,+avx,+avx2",
                CpuFeatures.BASELINE.with("+avx2").toString());
        assertEquals(CpuFeatures.of(CpuFeature.AVX2), CpuFeatures.BASELINE.with("+avx2"));
    }

    @Test
    void takingAFeatureAwayTakesAwayWhatImpliesIt() {
        CpuFeatures features = CpuFeatures.ALL.with("-avx");
        for (CpuFeature gone : List.of(CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA, CpuFeature.AVX_VNNI)) {
            assertFalse(features.has(gone), gone::text);
        }
        assertTrue(features.has(CpuFeature.SSE4_2));
        assertTrue(features.has(CpuFeature.BMI2));
    }

    @Test
    void changesAreMadeFromLeftToRight() {
        assertTrue(CpuFeatures.BASELINE.with("-avx2, +avx2").has(CpuFeature.AVX2));
        assertFalse(CpuFeatures.BASELINE.with("+avx2,-avx").has(CpuFeature.AVX2));
    }

    @Test
    void anUnknownNameIsRefusedWithWhatIsNear() {
        assertEquals("unknown CPU feature \"avx3\"; did you mean avx or avx2?", refusal("+avx3"));
        assertEquals("unknown CPU feature \"bmi\"; did you mean bmi1 or bmi2 or fma?", refusal("+popcnt,-bmi"));
        assertEquals(
                "unknown CPU feature \"everything\"; known are sse3, ssse3, sse4.1, sse4.2, cx16, xsave, popcnt,"
                        + " lzcnt, bmi1, bmi2, avx, avx2, fma, gfni, avx-vnni",
                refusal("+everything"));
    }

    @Test
    void aChangeWithoutASignIsRefused() {
        assertEquals("CPU feature \"avx2\" needs + or - before its name, as in +avx2,-bmi2", refusal("avx2"));
        assertEquals("CPU feature \"\" needs + or - before its name, as in +avx2,-bmi2", refusal("+avx2,"));
        assertEquals("CPU feature \"\" needs + or - before its name, as in +avx2,-bmi2", refusal(""));
    }

    @Test
    void theProcessorsFeaturesAreThoseThatLinuxTells() {
        CpuFeatures features = CpuFeatures.ofCpuinfo(List.of(
                "processor\t: 0",
                "flags\t\t: fpu sse2 pni ssse3 sse4_1 sse4_2 cx16 popcnt abm avx avx2 fma",
                "",
                "flags\t\t: bmi1"));
        assertEquals("+sse3,+ssse3,+sse4.1,+sse4.2,+cx16,+popcnt,+lzcnt", features.toString(), "no xsave, so no avx");
        assertEquals(CpuFeatures.BASELINE, CpuFeatures.ofCpuinfo(List.of()));
    }

    @Test
    void theHostsFeaturesAreComplete() {
        CpuFeatures host = CpuFeatures.host();
        assertEquals(host, CpuFeatures.of(host.set()));
    }

    @Test
    void aFeatureAllowsTheInstructionsThatNeedIt() {
        assertTrue(CpuFeatures.BASELINE.allow(Instruction.PADDD_X_XM128));
        assertFalse(CpuFeatures.BASELINE.allow(Instruction.PSHUFB_X_XM128));
        assertTrue(CpuFeatures.of(CpuFeature.SSSE3).allow(Instruction.PSHUFB_X_XM128));
        assertFalse(
                CpuFeatures.of(CpuFeature.AVX).allow(Instruction.VGF2P8AFFINEQB_X_X_XM128_U8), "it needs gfni as well");
    }
}
