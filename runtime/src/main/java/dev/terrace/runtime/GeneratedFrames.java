package dev.terrace.runtime;

import dev.terrace.WasmFrame;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says which functions of WebAssembly the methods are that a tier has generated, so that backtraces can be made of Java's
 * stack traces. A tier registers a module by the package of the classes that it generates for it.
 */
public final class GeneratedFrames {
    private static final Map<String, Registration> REGISTRATIONS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Resolver> COLLECTED = new ReferenceQueue<>();

    /** Knows the methods that were generated for one module. */
    @FunctionalInterface
    public interface Resolver {
        /**
         * Returns the function and the place in it that an element of a stack trace stands for; empty if its method is none
         * that a function was translated to, such as an adapter.
         */
        Optional<WasmFrame> frame(StackTraceElement element);
    }

    private static final class Registration extends WeakReference<Resolver> {
        private final String packageName;

        Registration(String packageName, Resolver resolver) {
            super(resolver, COLLECTED);
            this.packageName = packageName;
        }
    }

    private GeneratedFrames() {}

    /**
     * Registers the classes of a package.
     *
     * @param packageName the package, which no other module's classes are in
     * @param resolver knows their methods. It is referred to weakly: whoever registers it keeps it as long as the classes.
     */
    public static void register(String packageName, Resolver resolver) {
        while (COLLECTED.poll() instanceof Registration collected) {
            REGISTRATIONS.remove(collected.packageName, collected);
        }
        REGISTRATIONS.put(packageName, new Registration(packageName, resolver));
    }

    /** Returns what an element of a stack trace stands for in WebAssembly, if anything. */
    public static Optional<WasmFrame> find(StackTraceElement element) {
        String className = element.getClassName();
        int end = className.lastIndexOf('.');
        Registration registration = end < 0 ? null : REGISTRATIONS.get(className.substring(0, end));
        Resolver resolver = registration == null ? null : registration.get();
        return resolver == null ? Optional.empty() : resolver.frame(element);
    }

    /** Returns how many packages are registered. */
    static int size() {
        return REGISTRATIONS.size();
    }
}
