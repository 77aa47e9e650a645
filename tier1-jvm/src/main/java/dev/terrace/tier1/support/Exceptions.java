package dev.terrace.tier1.support;

import dev.terrace.WasmException;

/** The instructions on exceptions. */
public final class Exceptions {
    private Exceptions() {}

    /**
     * Returns the exception that {@code throw} throws.
     *
     * @param slots the payload, in the shape of a stack's slots
     * @param refs the references of the payload, each at the number of its slot; null if there are none
     */
    public static WasmException create(long[] slots, Object[] refs, Context context, int tag) {
        WasmException exception = WasmException.thrown(context.instance, context.instance.tag(tag), slots, refs);
        exception.noteStack();
        return exception;
    }

    /** Returns the exception that {@code throw_ref} or {@code rethrow} throws. */
    public static WasmException again(Object reference) {
        return WasmException.again(reference);
    }

    /** Begins a handler with what it has caught. */
    public static Object caught(WasmException exception) {
        exception.tagInstance().countCaught();
        return exception;
    }

    /** Returns whether an exception has a tag of the instance. */
    public static boolean hasTag(Object exception, Context context, int tag) {
        return ((WasmException) exception).tagInstance() == context.instance.tag(tag);
    }

    /** Returns the bits in a slot of the payload. */
    public static long bits(Object exception, int slot) {
        return ((WasmException) exception).payloadBits(slot);
    }

    /** Returns the reference in a slot of the payload. */
    public static Object reference(Object exception, int slot) {
        return ((WasmException) exception).payloadReference(slot);
    }
}
