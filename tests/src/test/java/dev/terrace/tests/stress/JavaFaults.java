package dev.terrace.tests.stress;

import java.util.Random;

/**
 * Java code whose exceptions HotSpot finds by signals: the same signals, and the same handlers, as native code's traps. Hot
 * methods have no other checks.
 */
final class JavaFaults {
    private int field = 1;
    private int depth;

    private JavaFaults() {}

    /** Faults a number of times in each way; returns how many there were. */
    static int raise(int times, Random random) {
        int faults = 0;
        for (int i = 0; i < times; i++) {
            faults += nullPointer(random.nextInt(4) == 0 ? new JavaFaults() : null);
            faults += division(random.nextInt(), random.nextInt(4) == 0 ? 1 : 0);
        }
        return faults + stackOverflow();
    }

    /** Always returns 1. */
    private static int nullPointer(JavaFaults object) {
        try {
            return object.field;
        } catch (NullPointerException _) {
            return 1;
        }
    }

    /** Always returns 1. */
    private static int division(int a, int b) {
        try {
            return a / b == a ? 1 : 0;
        } catch (ArithmeticException _) {
            return 1;
        }
    }

    private static int stackOverflow() {
        JavaFaults object = new JavaFaults();
        try {
            object.recurse();
            return 0;
        } catch (StackOverflowError _) {
            return object.depth > 10 ? 1 : 0;
        }
    }

    private void recurse() {
        if (++depth > 0) {
            recurse();
        }
    }
}
