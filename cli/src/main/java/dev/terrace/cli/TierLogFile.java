package dev.terrace.cli;

import dev.terrace.TierEvent;
import dev.terrace.TierListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes what becomes of functions in the tiers to a file, a line of JSON an event:
 *
 * <pre>
 *   {"event":"compiled","module":"app","function":7,"name":"main","loop":0,"from":"interp","to":"jvm",
 *    "reason":"500 calls","calls":500,"iterations":0,"micros":812,"bodyBytes":120,"codeBytes":2048}
 * </pre>
 *
 * <p>What an event does not have is left out: the module's or function's name, the loop if it is the whole function, the
 * tier it comes from. Each line is in the file as soon as the event has happened.
 */
final class TierLogFile implements TierListener {
    private final Writer out;

    /**
     * Creates the file, or empties it.
     *
     * @throws IOException if that is not possible
     */
    TierLogFile(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    @Override
    public void onEvent(TierEvent event) {
        String line = line(event);
        synchronized (this) {
            try {
                out.write(line);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns an event as a line of JSON. */
    static String line(TierEvent event) {
        Line line = new Line();
        line.text("event", event.kind().name().toLowerCase(Locale.ROOT));
        event.module().ifPresent(name -> line.text("module", name));
        line.number("function", event.function());
        event.functionName().ifPresent(name -> line.text("name", name));
        event.loop().ifPresent(loop -> line.number("loop", loop));
        event.from().ifPresent(tier -> line.text("from", tier));
        line.text("to", event.to());
        line.text("reason", event.reason());
        line.number("calls", event.calls());
        line.number("iterations", event.iterations());
        line.number("micros", event.time().toNanos() / 1000);
        line.number("bodyBytes", event.bodyBytes());
        line.number("codeBytes", event.codeBytes());
        event.failure().ifPresent(failure -> line.text("failure", failure.toString()));
        return line.finish();
    }

    /** A JSON object that is being written. */
    private static final class Line {
        private static final int FIRST_PRINTABLE = 0x20;

        private final StringBuilder json = new StringBuilder("{");

        void number(String key, long value) {
            key(key);
            json.append(value);
        }

        void text(String key, String value) {
            key(key);
            quote(value);
        }

        String finish() {
            return json.append("}\n").toString();
        }

        private void key(String key) {
            json.append(json.length() == 1 ? "" : ",");
            quote(key);
            json.append(':');
        }

        /** Control characters and lone surrogates, which UTF-8 cannot hold, are escaped. */
        private void quote(String value) {
            json.append('"');
            value.codePoints().forEach(c -> {
                boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                if (c == '"' || c == '\\') {
                    json.append('\\').append((char) c);
                } else if (c < FIRST_PRINTABLE || surrogate) {
                    json.append("\\u%04x".formatted(c));
                } else {
                    json.appendCodePoint(c);
                }
            });
            json.append('"');
        }
    }
}
