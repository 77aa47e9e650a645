package dev.terrace;

import dev.terrace.runtime.GeneratedFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions of WebAssembly that a trap or an exception has left, in whatever tiers. They are known in two ways, which are
 * merged:
 *
 * <pre>
 *   Java's stack trace                     activations of the interpreter, as it passed them
 *   method generated for f   -> f
 *   Interpreter.run
 *   Interpreter.enter        ------------> g, h, i
 *   method generated for k   -> k
 *   Interpreter.enter        ------------> l
 * </pre>
 *
 * <p>Java cuts a trace off after 1,024 elements, the outermost ones; activations are known all the same.
 */
final class ActiveFrames {
    /** A backtrace names this many frames at most: a stack that is exhausted has a million. */
    static final int MAX_FRAMES = 100;

    /** The method that an activation has on the Java stack once. */
    private static final String ENTER = "enter";

    private static final int MAX_TRACE = 1024;

    private final List<Activation> activations = new ArrayList<>(2);

    private record Activation(String className, List<WasmFrame> frames) {
        boolean isAt(StackTraceElement element) {
            return element.getClassName().equals(className)
                    && element.getMethodName().equals(ENTER);
        }
    }

    /** Adds the next outer activation. */
    void add(Class<?> type, List<WasmFrame> frames) {
        activations.add(new Activation(type.getName(), frames));
    }

    /**
     * Returns the frames of the activations and of the generated methods in a stack trace, innermost first.
     *
     * @param exhausted whether it is the trace of an exhausted stack: there the innermost activations may have found no room
     *     to say what they were
     */
    List<WasmFrame> merge(StackTraceElement[] trace, boolean exhausted) {
        List<WasmFrame> merged = new ArrayList<>();
        Set<String> classes = activations.stream().map(Activation::className).collect(Collectors.toSet());
        int silent = exhausted && trace.length < MAX_TRACE ? marks(trace, classes) - activations.size() : 0;
        int next = 0;
        for (StackTraceElement element : trace) {
            GeneratedFrames.find(element).ifPresent(merged::add);
            if (silent > 0) {
                silent -= isMark(element, classes) ? 1 : 0;
            } else if (next < activations.size() && activations.get(next).isAt(element)) {
                merged.addAll(activations.get(next++).frames);
            }
        }
        activations.subList(next, activations.size()).forEach(activation -> merged.addAll(activation.frames));
        return List.copyOf(merged.subList(0, Math.min(merged.size(), MAX_FRAMES)));
    }

    private static int marks(StackTraceElement[] trace, Set<String> classes) {
        return (int)
                Arrays.stream(trace).filter(element -> isMark(element, classes)).count();
    }

    private static boolean isMark(StackTraceElement element, Set<String> classes) {
        return element.getMethodName().equals(ENTER) && classes.contains(element.getClassName());
    }
}
