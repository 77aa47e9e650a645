package dev.terrace.tier2.run;

import dev.terrace.WasmFrame;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.RawMemory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The frames of an activation on the WebAssembly stack. Each piece of code knows how large its frame is, so addresses of code
 * are all it takes:
 *
 * <pre>
 *   sp                  the frame of the function that pc is in
 *   sp + frame bytes    return address: a place in its caller
 *                       the frame of the caller
 *   ...
 *   entry's return      return address: into the stub that has entered
 * </pre>
 */
final class NativeFrames {
    /** A backtrace names this many frames at most. */
    private static final int MAX_FRAMES = 100;

    private static final int SHOWN_BYTES = 16;

    private NativeFrames() {}

    /**
     * Returns the frames from a place in the code outwards.
     *
     * @param pc the place
     * @param sp the stack pointer there
     * @param hasFrame whether the function has made its frame
     * @param entryReturn where the return address of the function is that was entered
     */
    static List<WasmFrame> of(long pc, long sp, boolean hasFrame, long entryReturn) {
        List<WasmFrame> frames = new ArrayList<>(4);
        CodeMap.Entry entry = CodeMap.find(pc);
        if (entry != null) {
            add(frames, entry, pc);
            walk(frames, sp + (hasFrame ? entry.code().frameBytes() : 0), entryReturn);
        }
        return frames;
    }

    /** Returns the frames from a return address outwards. */
    static List<WasmFrame> above(long returnAddress, long entryReturn) {
        List<WasmFrame> frames = new ArrayList<>(4);
        walk(frames, returnAddress, entryReturn);
        return frames;
    }

    private static void walk(List<WasmFrame> frames, long from, long entryReturn) {
        long returnAddress = from;
        while (returnAddress < entryReturn && frames.size() < MAX_FRAMES) {
            // The place of a call is right before the address that it returns to.
            long pc = RawMemory.getLong(returnAddress) - 1;
            CodeMap.Entry entry = CodeMap.find(pc);
            if (entry == null) {
                return;
            }
            add(frames, entry, pc);
            returnAddress += Long.BYTES + entry.code().frameBytes();
        }
    }

    private static void add(List<WasmFrame> frames, CodeMap.Entry entry, long pc) {
        FunctionCode function = entry.function();
        if (function != null) {
            int offset = entry.code().offsetAt((int) (pc - entry.address()));
            frames.add(function.module()
                    .frame(
                            function.index(),
                            offset >= 0 ? offset : function.body().start()));
        }
    }

    /** Returns all that is known of a fault that is none of the program's: a mistake of the compiler. */
    static String describeFault(long pc, long context, CodeMap.Entry entry) {
        long address = RawMemory.getLong(context + ContextLayout.FAULT_ADDRESS);
        if (entry == null) {
            return "native code has faulted at %#x, which belongs to no function, on %#x".formatted(pc, address);
        }
        int place = (int) (pc - entry.address());
        int shown = Math.min(SHOWN_BYTES, entry.code().size() - place);
        byte[] bytes = new byte[shown];
        for (int i = 0; i < shown; i++) {
            bytes[i] = RawMemory.getByte(pc + i);
        }
        return "native code of %s has faulted on %#x at byte %d (pc %#x, offset %d in the module): %s"
                .formatted(
                        entry.function(),
                        address,
                        place,
                        pc,
                        entry.code().offsetAt(place),
                        HexFormat.ofDelimiter(" ").formatHex(bytes));
    }

    /** Throws anything unchanged, past the compiler's check of exceptions. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
