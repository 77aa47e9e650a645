package dev.terrace.backend.x86_64;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.code.Convention;
import dev.terrace.backend.x86_64.code.Emission;
import dev.terrace.backend.x86_64.code.MachineText;
import dev.terrace.backend.x86_64.code.NativeCode;
import dev.terrace.backend.x86_64.lower.Lowering;
import dev.terrace.tier2.backend.Backend;
import dev.terrace.tier2.backend.MachineCode;
import dev.terrace.tier2.backend.StubCompiler;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Function;

/** The backend for x86-64 processors of the level x86-64-v2 (SSE4.2, POPCNT) and above, on Linux. */
public final class X86Backend implements Backend {
    /** What this computer's processor has: it takes a file to find that out, which is not read before it is needed. */
    private static final class Host {
        static final CpuFeatures FEATURES = CpuFeatures.host();
    }

    /** Null for those of this computer's processor. */
    private final CpuFeatures features;

    /** Makes a backend for this computer's processor. */
    public X86Backend() {
        this(null);
    }

    /** Makes a backend for processors with certain features. */
    public X86Backend(CpuFeatures features) {
        this.features = features;
    }

    @Override
    public String name() {
        return "x86-64";
    }

    private CpuFeatures features() {
        return features == null ? Host.FEATURES : features;
    }

    @Override
    public boolean isForThisSystem() {
        return System.getProperty("os.arch").equals("amd64")
                && System.getProperty("os.name").equals("Linux");
    }

    @Override
    public boolean isSupported() {
        CpuFeatures used = features();
        return isForThisSystem()
                && Host.FEATURES.set().containsAll(used.set())
                && used.has(CpuFeature.SSE4_2)
                && used.has(CpuFeature.POPCNT);
    }

    @Override
    public Backend with(String changes) {
        return new X86Backend(features().with(changes));
    }

    @Override
    public Registers registers() {
        return Convention.REGISTERS;
    }

    @Override
    public StubCompiler stubs() {
        return new X86StubCompiler();
    }

    @Override
    public MachineFunction lower(Function function, InstanceLayout layout) {
        return Lowering.lower(function, layout, features());
    }

    @Override
    public MachineCode emit(MachineFunction function, Allocation allocation) {
        return Emission.of(function, allocation, features());
    }

    @Override
    public String print(MachineFunction function) {
        return MachineText.of(function);
    }

    @Override
    public String print(MachineCode code) {
        return ((NativeCode) code).text();
    }
}
