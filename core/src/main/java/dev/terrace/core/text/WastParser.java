package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses test scripts. Modules are only delimited; each is parsed when it is asked for.
 *
 * <p>A file with the fields of a single module and nothing else is a script too.
 */
public final class WastParser {
    private static final Set<String> COMMANDS = Set.of(
            "module",
            "register",
            "invoke",
            "get",
            "assert_return",
            "assert_trap",
            "assert_exhaustion",
            "assert_exception",
            "assert_malformed",
            "assert_invalid",
            "assert_malformed_custom",
            "assert_invalid_custom",
            "assert_unlinkable");

    private final TokenCursor in;
    private final ScriptValueParser values;

    private WastParser(TokenCursor in) {
        this.in = in;
        this.values = new ScriptValueParser(in);
    }

    /**
     * Parses a script.
     *
     * @throws MalformedException if the script, outside of its modules, does not follow the grammar
     */
    public static List<ScriptCommand> parse(String source) {
        return parse(WatParser.encode(source));
    }

    /**
     * Parses a script in UTF-8.
     *
     * @throws MalformedException if the bytes are not UTF-8, or the script, outside of its modules, does not follow the
     *     grammar
     */
    public static List<ScriptCommand> parse(byte[] utf8) {
        return new WastParser(new TokenCursor(Lexer.lex(utf8))).script();
    }

    private List<ScriptCommand> script() {
        List<ScriptCommand> commands = new ArrayList<>();
        String first = in.formKeyword();
        if (first != null && !COMMANDS.contains(first)) {
            ScriptModule module = textModule(null, in.position(), in.index(), in.end());
            return List.of(new ScriptCommand.DefineModule(in.position(), module, false));
        }
        while (!in.atEnd()) {
            commands.add(command());
        }
        return commands;
    }

    private ScriptCommand command() {
        Position.Text position = in.position();
        String keyword = in.formKeyword();
        if (keyword == null || !COMMANDS.contains(keyword)) {
            throw in.unexpected("a command");
        }
        if (keyword.equals("module")) {
            return module(position);
        }
        if (keyword.equals("invoke") || keyword.equals("get")) {
            return new ScriptCommand.Perform(position, action());
        }
        in.expectForm(keyword);
        ScriptCommand command = switch (keyword) {
            case "register" -> new ScriptCommand.Register(position, in.name(), in.optionalId());
            case "assert_return" -> new ScriptCommand.AssertReturn(position, action(), results());
            case "assert_trap" ->
                in.isForm("module")
                        ? new ScriptCommand.AssertModuleTrap(position, moduleForm(), in.name())
                        : new ScriptCommand.AssertTrap(position, action(), in.name());
            case "assert_exhaustion" -> new ScriptCommand.AssertExhaustion(position, action(), in.name());
            case "assert_exception" -> new ScriptCommand.AssertException(position, action());
            case "assert_malformed" -> new ScriptCommand.AssertMalformed(position, moduleForm(), in.name());
            case "assert_invalid" -> new ScriptCommand.AssertInvalid(position, moduleForm(), in.name());
            case "assert_malformed_custom" ->
                new ScriptCommand.AssertMalformedCustom(position, moduleForm(), in.name());
            case "assert_invalid_custom" -> new ScriptCommand.AssertInvalidCustom(position, moduleForm(), in.name());
            default -> new ScriptCommand.AssertUnlinkable(position, moduleForm(), in.name());
        };
        in.expectClose();
        return command;
    }

    private ScriptCommand module(Position.Text position) {
        int start = in.index();
        in.expectForm("module");
        if (in.acceptKeyword("instance")) {
            String instance = in.optionalId();
            String module = in.optionalId();
            in.expectClose();
            return new ScriptCommand.Instantiate(position, instance, module);
        }
        boolean definitionOnly = in.isKeyword("definition");
        in.seek(start);
        return new ScriptCommand.DefineModule(position, moduleForm(), definitionOnly);
    }

    /** Moves past a module and returns it, to be parsed later. */
    private ScriptModule moduleForm() {
        int start = in.index();
        Position.Text position = in.position();
        if (!in.isForm("module")) {
            throw in.unexpected("a module");
        }
        in.skipForm();
        int end = in.index();
        in.seek(start);
        in.expectForm("module");
        in.acceptKeyword("definition");
        String name = in.optionalId();
        ScriptModule module;
        if (in.acceptKeyword("binary")) {
            byte[] binary = in.strings();
            module = new ScriptModule(
                    name, ScriptModule.Kind.BINARY, position, () -> new ParsedText(name, binary, SourceMap.EMPTY));
            in.expectClose();
        } else if (in.acceptKeyword("quote")) {
            byte[] text = in.strings();
            module = new ScriptModule(name, ScriptModule.Kind.QUOTE, position, () -> WatParser.parse(text));
            in.expectClose();
        } else {
            module = textModule(name, position, in.index(), end - 1);
            in.seek(end);
        }
        return module;
    }

    private ScriptModule textModule(String name, Position.Text position, int start, int end) {
        Tokens tokens = in.tokens();
        return new ScriptModule(name, ScriptModule.Kind.TEXT, position, () -> {
            TokenCursor fields = new TokenCursor(tokens, start, end);
            ParsedText module = ModuleParser.parse(fields, name);
            if (!fields.atEnd()) {
                throw fields.unexpected("a module field");
            }
            return module;
        });
    }

    private ScriptAction action() {
        boolean isGet = in.isForm("get");
        in.expectForm(isGet ? "get" : "invoke");
        String instance = in.optionalId();
        String export = in.name();
        ScriptAction action =
                isGet ? new ScriptAction.Get(instance, export) : new ScriptAction.Invoke(instance, export, arguments());
        in.expectClose();
        return action;
    }

    private List<ScriptValue> arguments() {
        List<ScriptValue> arguments = new ArrayList<>();
        while (!in.isClose()) {
            arguments.add(values.value());
        }
        return arguments;
    }

    private List<ScriptResult> results() {
        List<ScriptResult> results = new ArrayList<>();
        while (!in.isClose()) {
            results.add(values.result());
        }
        return results;
    }
}
