package dev.terrace.ffm.linux;

/** Says whether this package can be used. To ask loads nothing native. */
public final class Linux {
    private Linux() {}

    /** Returns whether this system is one that this package has bindings for. */
    public static boolean isSupported() {
        return Machine.current().isPresent();
    }
}
