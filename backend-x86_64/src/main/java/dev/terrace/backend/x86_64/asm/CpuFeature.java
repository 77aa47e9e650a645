package dev.terrace.backend.x86_64.asm;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A set of instructions that a processor may lack. What every x86-64 processor has, up to SSE2, needs no feature.
 *
 * <p>A feature is named as in {@code --cpu}; Linux names some of them otherwise in {@code /proc/cpuinfo}. The
 * instructions of one feature may be of use only to code that may also use another, which it then implies.
 */
public enum CpuFeature {
    SSE3("sse3", "pni"),
    SSSE3("ssse3", "ssse3", SSE3),
    SSE4_1("sse4.1", "sse4_1", SSSE3),
    SSE4_2("sse4.2", "sse4_2", SSE4_1),
    /** Compare and exchange of 16 bytes. */
    CX16("cx16", "cx16"),
    /** The extended states and XGETBV, which tells which of them the operating system saves. */
    XSAVE("xsave", "xsave"),
    POPCNT("popcnt", "popcnt"),
    /** Linux names it after AMD's advanced bit manipulation, which it came with. */
    LZCNT("lzcnt", "abm"),
    BMI1("bmi1", "bmi1"),
    BMI2("bmi2", "bmi2"),
    AVX("avx", "avx", SSE4_2, XSAVE),
    AVX2("avx2", "avx2", AVX),
    FMA("fma", "fma", AVX),
    /** Transformations of bytes by bit matrices. */
    GFNI("gfni", "gfni", SSSE3),
    /** Dot products of bytes and words, with VEX prefixes. */
    AVX_VNNI("avx-vnni", "avx_vnni", AVX2);

    private final String text;
    private final String linuxName;
    private final List<CpuFeature> implied;

    CpuFeature(String text, String linuxName, CpuFeature... implied) {
        this.text = text;
        this.linuxName = linuxName;
        this.implied = List.of(implied);
    }

    /** Returns the name in {@code --cpu} and in messages. */
    public String text() {
        return text;
    }

    /** Returns the name in the line "flags" of {@code /proc/cpuinfo}. */
    String linuxName() {
        return linuxName;
    }

    /** Returns the bit that stands for the feature in a mask. */
    long mask() {
        return 1L << ordinal();
    }

    /** Returns the features whose bits are in a mask. */
    static Set<CpuFeature> ofMask(long mask) {
        EnumSet<CpuFeature> features = EnumSet.noneOf(CpuFeature.class);
        Arrays.stream(values()).filter(feature -> (mask & feature.mask()) != 0).forEach(features::add);
        return features;
    }

    /** Returns the feature and all that it implies. */
    Set<CpuFeature> withImplied() {
        EnumSet<CpuFeature> all = EnumSet.of(this);
        implied.forEach(feature -> all.addAll(feature.withImplied()));
        return all;
    }

    /** Returns the feature and all that imply it. */
    Set<CpuFeature> withDependents() {
        EnumSet<CpuFeature> all = EnumSet.noneOf(CpuFeature.class);
        Arrays.stream(values())
                .filter(feature -> feature.withImplied().contains(this))
                .forEach(all::add);
        return all;
    }
}
