package dev.terrace.tests.random;

import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.WatPrinter;
import dev.terrace.tests.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs random programs in all given ways and finds those that do not do the same in all of them. For one thread.
 */
final class RandomPrograms implements AutoCloseable {
    private final List<ProgramRunner> runners;

    /** Creates what runs programs in some ways; the first is what the others are compared with. */
    RandomPrograms(List<Execution> executions) {
        this.runners = executions.stream().map(ProgramRunner::new).toList();
    }

    /** Repeats the programs of the seeds that are its arguments, and says what they do. */
    public static void main(String[] seeds) {
        try (RandomPrograms programs = new RandomPrograms(Execution.all())) {
            for (String seed : seeds) {
                Program program = ProgramGenerator.generate(Long.parseLong(seed));
                System.out.println(print(program));
                System.out.println(programs.difference(program)
                        .map(difference -> programs.report(program, difference))
                        .orElse("no difference"));
            }
        }
    }

    /**
     * A program that does different things.
     *
     * @param other the way to execute it that differs from the first
     * @param what where they differ
     */
    record Difference(ProgramRunner other, String what) {}

    @Override
    public void close() {
        runners.forEach(ProgramRunner::close);
    }

    /** Returns the first difference between what a program does in the first way and in the others. */
    Optional<Difference> difference(Program program) {
        return difference(program, runners.subList(1, runners.size()));
    }

    private Optional<Difference> difference(Program program, List<ProgramRunner> others) {
        byte[] bytes = ProgramEncoder.encode(program);
        ProgramRunner first = runners.getFirst();
        ProgramRunner.Outcome expected = first.run(program, bytes);
        if (expected.failure() != null) {
            return Optional.of(new Difference(first, expected.failure()));
        }
        for (ProgramRunner other : others) {
            ProgramRunner.Outcome outcome = other.run(program, bytes);
            if (!outcome.equals(expected)) {
                return Optional.of(new Difference(other, describe(expected, outcome, other.execution())));
            }
        }
        return Optional.empty();
    }

    private String describe(ProgramRunner.Outcome expected, ProgramRunner.Outcome outcome, Execution other) {
        if (outcome.failure() != null) {
            return outcome.failure();
        }
        int same = 0;
        int most = Math.min(expected.events().size(), outcome.events().size());
        while (same < most
                && expected.events().get(same).equals(outcome.events().get(same))) {
            same++;
        }
        List<String> lines = new ArrayList<>(expected.events().subList(Math.max(0, same - 4), same));
        lines.add(runners.getFirst().execution() + ": " + event(expected, same));
        lines.add(other + ": " + event(outcome, same));
        return String.join("\n", lines);
    }

    private static String event(ProgramRunner.Outcome outcome, int index) {
        return index < outcome.events().size() ? outcome.events().get(index) : "nothing";
    }

    /** Reduces a program that does different things and returns all that is needed to look into it. */
    String report(Program program, Difference difference) {
        Program reduced = new ProgramReducer(candidate -> differs(candidate, difference.other())).reduce(program);
        Difference rest = difference(reduced, List.of(difference.other())).orElse(difference);
        return """
            Program %d does not do the same in %s:
            %s
            Repeat it with: mvn verify -Pfuzz -Dfuzz.seed=%d -Dfuzz.programs=1
            Reduced, with the calls %s:
            %s
            %s
            """.formatted(
                        program.seed(),
                        difference.other().execution(),
                        difference.what(),
                        program.seed(),
                        reduced.calls(),
                        print(reduced),
                        rest.what());
    }

    private boolean differs(Program candidate, ProgramRunner other) {
        try {
            runners.getFirst().validate(ProgramEncoder.encode(candidate));
        } catch (RuntimeException _) {
            return false;
        }
        return difference(candidate, List.of(other)).isPresent();
    }

    /** Returns a program in the text format. */
    static String print(Program program) {
        return WatPrinter.print(BinaryDecoder.decode(ProgramEncoder.encode(program), Feature.ALL));
    }
}
