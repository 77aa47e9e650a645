package dev.terrace.cli.wast;

import dev.terrace.core.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What came of the commands of one script. */
public final class ScriptReport {
    private int passed;
    private long fuel;
    private final List<Failure> failures = new ArrayList<>();

    /**
     * A command that did not do what the script says.
     *
     * @param position where in the script the command is
     * @param message what happened instead
     */
    public record Failure(Position position, String message) {}

    ScriptReport() {}

    void pass() {
        passed++;
    }

    void fail(Position position, String message) {
        failures.add(new Failure(position, message));
    }

    void burn(long amount) {
        fuel += amount;
    }

    /** Returns how much fuel the script has used up; zero if none is counted. */
    public long fuel() {
        return fuel;
    }

    /** Returns how many actions and assertions did what the script says. */
    public int passed() {
        return passed;
    }

    /** Returns the commands that did not do what the script says, in order. */
    public List<Failure> failures() {
        return Collections.unmodifiableList(failures);
    }
}
