package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import java.util.List;

/**
 * What sets the flags, and the conditions that hold then.
 *
 * @param name what it is called
 * @param flags emits what sets the flags, and writes nothing else
 * @param args the arguments for that
 * @param condition the condition
 * @param order what must hold beside it: ucomiss and ucomisd say that a NaN is equal to everything
 */
record FlagTest(String name, Code flags, List<Arg> args, Condition condition, Order order) {
    /** What the parity flag has to do with it. */
    enum Order {
        /** Nothing. */
        ANY,
        /** It must be clear, too: there is no NaN. */
        AND_ORDERED,
        /** Or it is set: there is a NaN. */
        OR_UNORDERED
    }

    /** Makes a test of one condition. */
    static FlagTest of(String name, Code flags, Condition condition, Arg... args) {
        return new FlagTest(name, flags, List.of(args), condition, Order.ANY);
    }

    /** Returns the test that holds when this one does not. */
    FlagTest negated() {
        Order negated = switch (order) {
            case ANY -> Order.ANY;
            case AND_ORDERED -> Order.OR_UNORDERED;
            case OR_UNORDERED -> Order.AND_ORDERED;
        };
        return new FlagTest(name, flags, args, condition.negated(), negated);
    }

    /** Returns this test's arguments with others behind them. */
    Arg[] with(Arg... others) {
        Arg[] all = new Arg[args.size() + others.length];
        args.toArray(all);
        System.arraycopy(others, 0, all, args.size(), others.length);
        return all;
    }
}
