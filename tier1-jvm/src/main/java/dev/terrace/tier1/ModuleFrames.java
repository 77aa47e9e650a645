package dev.terrace.tier1;

import dev.terrace.WasmFrame;
import dev.terrace.runtime.GeneratedFrames;
import dev.terrace.runtime.ModuleCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the functions of a module from the methods that they were translated to: a method's name ends in its function's
 * index, and its lines are counted from the start of the function's body, or of the part of it that the method has, the
 * first byte being line 1. Methods that only call others have no lines, and neither have calls of parts: see {@link
 * JvmModule} for the names.
 */
record ModuleFrames(ModuleCode code) implements GeneratedFrames.Resolver {
    @Override
    public Optional<WasmFrame> frame(StackTraceElement element) {
        Matcher name = MethodName.INDEXED.matcher(element.getMethodName());
        if (element.getLineNumber() <= 0 || !name.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(name.group(2));
        int start = name.group(1) == null ? code.function(index).body().start() : Integer.parseInt(name.group(1));
        int offset = start + element.getLineNumber() - 1;
        return Optional.of(code.frame(index, offset));
    }

    /** Compiled when the first stack trace is read. */
    private static final class MethodName {
        static final Pattern INDEXED = Pattern.compile("(?:.*:(\\d+)-\\d+|.*)\\$(\\d+)", Pattern.DOTALL);
    }
}
