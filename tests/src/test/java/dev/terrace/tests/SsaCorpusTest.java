package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.Config;
import dev.terrace.cli.wast.SuiteFeatures;
import dev.terrace.core.Feature;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.core.validate.Validator;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.gc.ObjectLayouts;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Printer;
import dev.terrace.tier2.ssa.Verifier;
import dev.terrace.tier2.ssa.build.SsaBuilder;
import dev.terrace.tier2.ssa.opt.Pass;
import dev.terrace.tier2.ssa.opt.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** All functions of the official test suite, and all loops in them, in SSA form. */
class SsaCorpusTest {
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int built;

    @Test
    void everyFunctionAndLoopIsRightBehindEveryPassOrRefusedByTheNameOfAnInstruction() {
        for (Path script : SpecSuite.scripts()) {
            Set<Feature> features = SuiteFeatures.of(script);
            for (ScriptCommand command : SpecSuite.parse(script)) {
                SpecSuite.wellFormedModule(command)
                        .flatMap(module -> valid(module.parse().binary(), features))
                        .ifPresent(this::build);
            }
        }
        System.out.printf("%d functions and loops in SSA form; refused: %s%n", built, refusals);
        assertTrue(built > 10_000, () -> "only " + built);
    }

    private static Optional<ValidModule> valid(byte[] binary, Set<Feature> features) {
        try {
            return Optional.of(
                    Validator.validate(BinaryDecoder.decode(binary, features), features, new TypeRegistry()));
        } catch (WasmFormatException _) {
            // Some of the suite's modules are there to be refused.
            return Optional.empty();
        }
    }

    private void build(ValidModule valid) {
        for (boolean signals : new boolean[] {true, false}) {
            Config config = Config.builder().fuel(!signals).build();
            ModuleCode module = new ModuleCode(valid, config, new Tiering(config, List.of()), new ObjectLayouts());
            InstanceLayout layout = new InstanceLayout(valid, signals);
            for (FunctionCode code : module.functions()) {
                build(() -> SsaBuilder.build(code, layout), layout);
                List<LoopHeader> loops = code.info().loops();
                for (int i = 0; i < loops.size(); i++) {
                    int loop = i;
                    if (loops.get(loop).backEdges() > 0) {
                        build(() -> SsaBuilder.buildLoop(code, layout, loop), layout);
                    }
                }
            }
        }
    }

    private void build(Supplier<Function> builder, InstanceLayout layout) {
        for (int level : new int[] {Pipeline.LEAST, Pipeline.MOST}) {
            try {
                Function function = builder.get();
                Verifier.verify(function);
                for (Pass pass : Pipeline.passes(level, layout)) {
                    pass.apply(function);
                    Verifier.verify(function);
                }
                Pipeline.run(function, layout, level);
                Verifier.verify(function);
                assertTrue(!Printer.print(function).isEmpty());
                built++;
            } catch (CompilationRefusedException e) {
                refusals.merge(e.getMessage(), 1, Integer::sum);
            }
        }
    }
}
