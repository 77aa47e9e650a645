package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.runtime.GeneratedFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActiveFramesTest {
    /** Keeps the resolver alive. */
    private GeneratedFrames.Resolver resolver =
            element -> element.getMethodName().startsWith("f")
                    ? Optional.of(frame(Integer.parseInt(element.getMethodName().substring(1))))
                    : Optional.empty();

    ActiveFramesTest() {
        GeneratedFrames.register("generated.m1", resolver);
    }

    @AfterEach
    void drop() {
        resolver = null;
    }

    /** Stands for the interpreter. */
    private static final class Loop {}

    private static WasmFrame frame(int function) {
        return new WasmFrame(Optional.empty(), function, Optional.empty(), 0);
    }

    private static StackTraceElement generated(String method) {
        return new StackTraceElement("generated.m1.Shard", method, null, 1);
    }

    private static StackTraceElement activation() {
        return new StackTraceElement(Loop.class.getName(), "enter", null, 1);
    }

    private static StackTraceElement other() {
        return new StackTraceElement("java.lang.Object", "enter", null, 1);
    }

    private static List<Integer> merge(ActiveFrames frames, StackTraceElement... trace) {
        return frames.merge(trace, false).stream().map(WasmFrame::functionIndex).toList();
    }

    private static ActiveFrames activations(List<List<Integer>> activations) {
        ActiveFrames frames = new ActiveFrames();
        activations.forEach(functions -> frames.add(
                Loop.class, functions.stream().map(ActiveFramesTest::frame).toList()));
        return frames;
    }

    @Test
    void framesOfTheInterpreterAreBetweenThoseOfGeneratedMethods() {
        ActiveFrames frames = activations(List.of(List.of(10, 11), List.of(12)));
        assertEquals(
                List.of(1, 2, 10, 11, 3, 12),
                merge(
                        frames,
                        generated("f1"),
                        generated("adapter"),
                        generated("f2"),
                        other(),
                        activation(),
                        generated("f3"),
                        activation(),
                        other()));
    }

    @Test
    void activationsBeyondTheEndOfATraceComeLast() {
        ActiveFrames frames = activations(List.of(List.of(10), List.of(11)));
        assertEquals(List.of(1, 10, 11), merge(frames, generated("f1"), activation()));
        assertEquals(List.of(10, 11), merge(frames));
    }

    @Test
    void anInnermostActivationThatSaidNothingIsPassedOver() {
        ActiveFrames frames = activations(List.of(List.of(10)));
        StackTraceElement[] trace = {activation(), generated("f1"), activation(), generated("f2"), activation()};
        assertEquals(
                List.of(1, 2, 10),
                frames.merge(trace, true).stream().map(WasmFrame::functionIndex).toList());
    }

    @Test
    void whatHasBeenCaughtHasNotLeftTheOutermostActivations() {
        ActiveFrames frames = activations(List.of(List.of(10)));
        assertEquals(List.of(1, 10, 2), merge(frames, generated("f1"), activation(), generated("f2"), activation()));
    }

    @Test
    void aBacktraceHasAtMostAHundredFrames() {
        ActiveFrames frames = new ActiveFrames();
        List<WasmFrame> many = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> many.add(frame(i)));
        frames.add(Loop.class, many);
        frames.add(Loop.class, many);
        assertEquals(
                100,
                frames.merge(new StackTraceElement[] {generated("f1"), activation()}, false)
                        .size());
    }

    @Test
    void theTraceOfAnExhaustedJavaStackIsThatOfTheError() {
        StackOverflowError error = new StackOverflowError();
        error.setStackTrace(new StackTraceElement[] {generated("f1"), generated("f2")});
        Trap trap = new Trap(TrapKind.STACK_EXHAUSTED, error);
        assertEquals(
                List.of(1, 2),
                trap.backtrace().stream().map(WasmFrame::functionIndex).toList());
    }
}
