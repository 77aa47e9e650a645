package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.terrace.core.Feature;
import dev.terrace.core.Position;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Damages the binaries of the official test suite: whatever comes of them is either valid or refused with a position
 * inside of it. {@code -Dterrace.corpus.inputs=N} sets how many damaged modules are tried; from 100,000 on, every module
 * is also broken off at every byte. The time limit is there to end a hang.
 */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MalformedCorpusTest {
    private static final int INPUTS = Integer.getInteger("terrace.corpus.inputs", 20_000);
    private static final int EXHAUSTIVE = 100_000;
    private static final int HEADER = 8;

    private record Sample(Path script, Position.Text position, byte[] binary) {}

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Path script : SpecSuite.scripts()) {
            for (ScriptCommand command : SpecSuite.parse(script)) {
                SpecSuite.wellFormedModule(command)
                        .map(module -> module.parse().binary())
                        .filter(binary -> binary.length > HEADER)
                        .ifPresent(binary -> samples.add(new Sample(script, command.position(), binary)));
            }
        }
        return samples;
    }

    @Test
    void damagedModulesAreRefusedCleanlyOrValid(TestReporter reporter) {
        List<Sample> samples = samples();
        Random random = new Random(2);
        int inputs = 0;
        int refused = 0;
        if (INPUTS >= EXHAUSTIVE) {
            for (Sample sample : samples) {
                for (int length = 0; length < sample.binary.length; length++) {
                    refused += isRefused(sample, Arrays.copyOf(sample.binary, length)) ? 1 : 0;
                    inputs++;
                }
            }
        }
        for (int i = 0; i < INPUTS; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            refused += isRefused(sample, damaged(sample.binary, random)) ? 1 : 0;
            inputs++;
        }
        reporter.publishEntry("inputs", Integer.toString(inputs));
        reporter.publishEntry("refused", Integer.toString(refused));
    }

    /** Returns a module that breaks off somewhere, or has some bits or bytes changed behind its header. */
    private static byte[] damaged(byte[] binary, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(binary, random.nextInt(binary.length));
        }
        byte[] copy = binary.clone();
        int faults = 1 + random.nextInt(4);
        for (int i = 0; i < faults; i++) {
            int at = HEADER + random.nextInt(copy.length - HEADER);
            copy[at] = (byte) (random.nextBoolean() ? copy[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
        }
        return copy;
    }

    private static boolean isRefused(Sample sample, byte[] binary) {
        try {
            Validator.validate(BinaryDecoder.decode(binary, Feature.ALL), Feature.ALL, new TypeRegistry());
            return false;
        } catch (WasmFormatException e) {
            int offset = ((Position.Binary) e.position().orElseThrow()).offset();
            assertTrue(offset >= 0 && offset <= binary.length, e::getMessage);
            return true;
        } catch (RuntimeException | Error e) {
            return fail(
                    "unexpected for a damaged module of %s:%s: %s"
                            .formatted(
                                    sample.script,
                                    sample.position,
                                    HexFormat.of().formatHex(binary)),
                    e);
        }
    }
}
