package dev.terrace.runtime;

import dev.terrace.TierEvent;
import dev.terrace.TierEvent.Kind;
import dev.terrace.TierListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells the listener of an engine what becomes of functions; what should not happen is logged without one, too. */
final class TierLog {
    private final Optional<TierListener> listener;

    TierLog(Optional<TierListener> listener) {
        this.listener = listener;
    }

    /** Returns where it is logged; found when it is needed, since that takes a while. */
    private static System.Logger logger() {
        return System.getLogger("dev.terrace");
    }

    /** Tells that a function that has become hot waits for its compilation. */
    void requested(FunctionCode function, int loop, Tier from, Tier to, String reason) {
        tell(Kind.REQUESTED, function, loop, from, to, reason, Duration.ZERO, 0, null);
    }

    /** Tells that a function that has become hot is tried again later. */
    void postponed(FunctionCode function, int loop, Tier from, Tier to, String reason) {
        tell(Kind.POSTPONED, function, loop, from, to, reason, Duration.ZERO, 0, null);
    }

    /** Tells that there is code, and that it is used. */
    void compiled(
            FunctionCode function, int loop, Tier from, Tier to, String reason, Duration time, CompiledFunction code) {
        tell(Kind.COMPILED, function, loop, from, to, reason, time, code.codeBytes(), null);
    }

    /** Tells that a tier does not execute a function; {@code failure} is what it threw if it should not have. */
    void refused(FunctionCode function, int loop, Tier from, Tier to, String reason, Throwable failure) {
        if (failure != null) {
            logger().log(Level.WARNING, "the tier " + to.name() + " failed to compile " + function, failure);
        }
        tell(failure == null ? Kind.REFUSED : Kind.FAILED, function, loop, from, to, reason, Duration.ZERO, 0, failure);
    }

    private void tell(
            Kind kind,
            FunctionCode function,
            int loop,
            Tier from,
            Tier to,
            String reason,
            Duration time,
            int codeBytes,
            Throwable failure) {
        if (listener.isEmpty()) {
            return;
        }
        var names = function.module().valid().module().names();
        TierEvent event = new TierEvent(
                kind,
                Optional.ofNullable(names.module()),
                function.index(),
                Optional.ofNullable(names.functions().get(function.index())),
                loop == FunctionCode.WHOLE ? OptionalInt.empty() : OptionalInt.of(loop),
                Optional.ofNullable(from).map(Tier::name),
                to.name(),
                reason,
                function.calls(),
                function.iterations(),
                time,
                function.body().end() - function.body().start(),
                codeBytes,
                Optional.ofNullable(failure));
        try {
            listener.get().onEvent(event);
        } catch (RuntimeException e) {
            logger().log(Level.WARNING, "the tier listener failed at " + event, e);
        }
    }
}
