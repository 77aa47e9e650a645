package dev.terrace.core.text;

import dev.terrace.core.Position;
import java.util.function.Supplier;

/**
 * A module in a script. It is parsed when it is asked for, since a script may be about a module that cannot be parsed.
 * Positions in error messages count from the beginning of the script; of the quoted text, for a module in quotes.
 */
public final class ScriptModule {
    private final String name;
    private final Kind kind;
    private final Position.Text position;
    private final Supplier<ParsedText> parser;

    ScriptModule(String name, Kind kind, Position.Text position, Supplier<ParsedText> parser) {
        this.name = name;
        this.kind = kind;
        this.position = position;
        this.parser = parser;
    }

    /** How a script gives a module. */
    public enum Kind {
        /** As fields. */
        TEXT,
        /** As the bytes of a binary module. */
        BINARY,
        /** As strings that hold text: the way to write what a parser of the script could not read. */
        QUOTE
    }

    /** Returns the module's identifier without its {@code $}, or null. */
    public String name() {
        return name;
    }

    /** Returns how the script gives the module. */
    public Kind kind() {
        return kind;
    }

    /** Returns where in the script the module begins. */
    public Position.Text position() {
        return position;
    }

    /**
     * Parses the module; each call does so again.
     *
     * @return the binary module, which for {@link Kind#BINARY} is just what the script gives
     * @throws dev.terrace.core.MalformedException if the text does not follow the grammar
     * @throws dev.terrace.core.InvalidException if an annotation stands at an instruction that it cannot be for
     */
    public ParsedText parse() {
        return parser.get();
    }

    @Override
    public String toString() {
        return "module" + (name == null ? "" : " $" + name) + " at " + position;
    }
}
