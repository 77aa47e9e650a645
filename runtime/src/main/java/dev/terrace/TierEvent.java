package dev.terrace;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A decision about the tier that executes a function.
 *
 * @param kind what was decided
 * @param module the module's name, if it has one
 * @param function the function's index in its module, imports included
 * @param functionName the function's name, if it has one
 * @param loop the number of the loop that is entered in the other tier, by the order of the loops in the function; empty if
 *     it is the whole function
 * @param from the tier that executed the function so far; empty if it has not been called yet
 * @param to the tier that it is for
 * @param reason why, for people to read
 * @param calls how many calls had been counted then; zero if none are counted
 * @param iterations how many iterations of the function's loops had been counted then
 * @param time how long the compilation took; zero if there was none
 * @param bodyBytes the size of the function's body in the module, in bytes
 * @param codeBytes the size of the code that was made, in bytes; zero if there is none, or its size is not known
 * @param failure what was thrown, if the tier failed in a way that it should not
 */
public record TierEvent(
        Kind kind,
        Optional<String> module,
        int function,
        Optional<String> functionName,
        OptionalInt loop,
        Optional<String> from,
        String to,
        String reason,
        long calls,
        long iterations,
        Duration time,
        int bodyBytes,
        int codeBytes,
        Optional<Throwable> failure) {

    /** What can be decided. */
    public enum Kind {
        /** The function has become hot, and waits for a thread that compiles it. */
        REQUESTED,
        /** The function has become hot, but too many wait already; it is tried again when it has been used as much again. */
        POSTPONED,
        /** There is code for the tier, and it is used from now on. */
        COMPILED,
        /** The tier does not execute this function, for the reason given; it is not tried again. */
        REFUSED,
        /** The tier failed: a fault in it. It is not tried again with this function. */
        FAILED
    }
}
