package dev.terrace;

import dev.terrace.core.Feature;
import dev.terrace.core.InvalidException;
import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.Export;
import dev.terrace.core.module.Import;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.text.ParsedText;
import dev.terrace.core.text.SourceMap;
import dev.terrace.core.text.WatParser;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.TagType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.core.validate.Validator;
import dev.terrace.runtime.ModuleCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A module that has been decoded and validated, ready to be linked and instantiated any number of times. Immutable, and
 * safe for use by several threads; what the tiers compile is shared by all its instances.
 *
 * <p>What makes a module from bytes throws {@link MalformedException} if they do not follow the binary format, and
 * {@link InvalidException} if the module breaks a rule of validation; both say where, by offset. What makes one from text
 * says it by line and column.
 */
public final class Module {
    private final Engine engine;
    private final ModuleCode code;
    private final Optional<String> name;
    private final List<ImportType> imports;
    private final Map<String, Export> exports;
    private final Map<Class<?>, TypedExports> typedExports = new ConcurrentHashMap<>();

    private Module(Engine engine, ValidModule valid, String textName) {
        this.engine = engine;
        engine.tiering().checkSupport(valid);
        this.code = new ModuleCode(valid, engine.config(), engine.tiering(), engine.objects());
        engine.tiering().loaded(code);
        WasmModule module = valid.module();
        String binaryName = module.names().module();
        this.name = Optional.ofNullable(binaryName != null ? binaryName : textName);
        this.imports = importTypes(valid);
        this.exports = new LinkedHashMap<>();
        for (Export export : module.exports()) {
            exports.put(export.name(), export);
        }
    }

    private static List<ImportType> importTypes(ValidModule valid) {
        List<ImportType> types = new ArrayList<>();
        for (int i = 0; i < valid.importTypes().size(); i++) {
            Import imported = valid.module().imports().get(i);
            types.add(new ImportType(
                    imported.module(), imported.name(), valid.importTypes().get(i)));
        }
        return List.copyOf(types);
    }

    /**
     * Makes a module from the binary format.
     *
     * @param bytes the module; it is copied
     * @throws WasmFormatException if it is malformed or invalid
     */
    public static Module fromBytes(Engine engine, byte[] bytes) {
        return fromOwnBytes(engine, bytes.clone());
    }

    private static Module fromOwnBytes(Engine engine, byte[] bytes) {
        return new Module(engine, decodeAndValidate(engine, bytes), null);
    }

    /**
     * Makes a module from a stream of the binary format, which is read to its end and not closed.
     *
     * @throws IOException if the stream cannot be read
     * @throws WasmFormatException if the module is malformed or invalid
     */
    public static Module fromStream(Engine engine, InputStream stream) throws IOException {
        return fromOwnBytes(engine, stream.readAllBytes());
    }

    /**
     * Makes a module from the text format.
     *
     * @throws WasmFormatException if it is malformed or invalid; the position is a line and a column
     */
    public static Module fromWat(Engine engine, String text) {
        ParsedText parsed = WatParser.parse(text);
        try {
            return new Module(engine, decodeAndValidate(engine, parsed.binary()), parsed.name());
        } catch (WasmFormatException exception) {
            throw inText(exception, parsed.map());
        }
    }

    /**
     * Makes a module from a file in the binary or the text format. Files that end in {@code .wat} are text and those that
     * end in {@code .wasm} are binary; of others, those that begin as binary modules do are binary.
     *
     * @throws IOException if the file cannot be read
     * @throws WasmFormatException if it is malformed or invalid
     */
    public static Module fromFile(Engine engine, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return isText(file, bytes) ? fromWat(engine, decodeText(bytes)) : fromOwnBytes(engine, bytes);
    }

    /**
     * Checks a module of the binary format without making anything of it.
     *
     * @throws WasmFormatException if it is malformed or invalid
     */
    public static void validate(Engine engine, byte[] bytes) {
        decodeAndValidate(engine, bytes);
    }

    private static ValidModule decodeAndValidate(Engine engine, byte[] bytes) {
        Set<Feature> features = engine.config().features();
        return Validator.validate(BinaryDecoder.decode(bytes, features), features, engine.types());
    }

    private static WasmFormatException inText(WasmFormatException exception, SourceMap map) {
        Position position = exception.position().map(p -> inText(p, map)).orElse(null);
        WasmFormatException mapped = switch (exception) {
            case MalformedException _ -> new MalformedException(exception.problem(), position);
            case InvalidException _ -> new InvalidException(exception.problem(), position);
        };
        mapped.initCause(exception);
        return mapped;
    }

    private static Position inText(Position position, SourceMap map) {
        return position instanceof Position.Binary(int offset)
                ? map.find(offset).<Position>map(p -> p).orElse(position)
                : position;
    }

    private static boolean isText(Path file, byte[] bytes) {
        String name = Objects.toString(file.getFileName());
        if (name.endsWith(".wat") || name.endsWith(".wasm")) {
            return name.endsWith(".wat");
        }
        return bytes.length == 0 || bytes[0] != 0;
    }

    private static String decodeText(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException _) {
            String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            String lastLine = before.substring(before.lastIndexOf('\n') + 1);
            int column = 1 + lastLine.codePointCount(0, lastLine.length());
            throw new MalformedException("malformed UTF-8 encoding", new Position.Text(line, column));
        }
    }

    /** Returns the engine that the module was made with. */
    public Engine engine() {
        return engine;
    }

    /** Returns the module's own name, if it has one. */
    public Optional<String> name() {
        return name;
    }

    /** Returns what must be given to the module, in order. */
    public List<ImportType> imports() {
        return imports;
    }

    /** Returns what instances of the module give away, in order. */
    public List<ExportType> exports() {
        return exports.values().stream()
                .map(export -> new ExportType(export.name(), type(export)))
                .toList();
    }

    /** Returns the type of an export. */
    ExternType type(Export export) {
        ValidModule valid = code.valid();
        int index = export.index();
        return switch (export.kind()) {
            case FUNC -> new FuncExternType(valid.functions().get(index));
            case TABLE -> valid.tables().get(index);
            case MEMORY -> valid.memories().get(index);
            case GLOBAL -> valid.globals().get(index);
            case TAG -> new TagType(valid.tags().get(index));
        };
    }

    /** Returns the contents of the custom sections of a name, in order; the buffers are read-only. */
    public List<ByteBuffer> customSections(String sectionName) {
        WasmModule module = code.valid().module();
        return module.customs().stream()
                .filter(section -> section.name().equals(sectionName))
                .map(section -> ByteBuffer.wrap(module.bytes(), section.start(), section.length())
                        .slice()
                        .asReadOnlyBuffer())
                .toList();
    }

    /** Returns the module in the binary format, in an array of the caller's own. */
    public byte[] toBytes() {
        return code.valid().module().bytes().clone();
    }

    /**
     * Returns what the engine's first tier makes of a function, as readable text: for those who study or debug a tier.
     *
     * @param function the function's name in the name section, the name of one of its exports, or its index
     * @throws NoSuchElementException if the module defines no such function
     * @throws IllegalStateException if no tier is on the class path
     */
    public String printCode(String function) {
        return code.print(definedFunction(function), null);
    }

    /**
     * Returns a form that the engine's first tier brings a function into, as readable text: for those who study or debug a
     * tier.
     *
     * @param function the function's name in the name section, the name of one of its exports, or its index
     * @param form the name of the form: {@code code} of the interpreter, {@code bytecode} of the middle tier, {@code ssa},
     *     {@code machine} or {@code asm} of the native one
     * @throws NoSuchElementException if the module defines no such function
     * @throws IllegalArgumentException if the tier has no such form, or does not execute the function
     * @throws IllegalStateException if no tier is on the class path
     */
    public String printCode(String function, String form) {
        return code.print(definedFunction(function), form);
    }

    private int definedFunction(String function) {
        ValidModule valid = code.valid();
        int imported = valid.importedFunctions();
        int count = valid.functions().size();
        Map<Integer, String> names = valid.module().names().functions();
        return IntStream.range(imported, count)
                .filter(index -> function.equals(names.get(index)) || function.equals(Integer.toString(index)))
                .boxed()
                .findFirst()
                .or(() -> Optional.ofNullable(exports.get(function))
                        .filter(export -> export.kind() == ExternKind.FUNC && export.index() >= imported)
                        .map(Export::index))
                .orElseThrow(() -> new NoSuchElementException("the module defines no function '" + function
                        + "'; there are functions " + imported + " to " + (count - 1)));
    }

    /** Returns whether instances have a shared memory of their own. */
    boolean definesSharedMemory() {
        return code.valid().module().memories().stream().anyMatch(MemoryType::shared);
    }

    /** Returns the module with the code that the tiers have made of it. */
    ModuleCode code() {
        return code;
    }

    /**
     * Returns the exports as an interface has them.
     *
     * @throws IllegalArgumentException if they are not what the interface says
     */
    TypedExports typedExports(Class<?> type) {
        return typedExports.computeIfAbsent(type, wanted -> TypedExports.make(this, wanted));
    }

    /** Returns the exports by name, in order. */
    Map<String, Export> exportMap() {
        return exports;
    }

    @Override
    public String toString() {
        return "Module[%s, %d imports, %d functions, %d exports]"
                .formatted(
                        name.orElse("no name"),
                        imports.size(),
                        code.valid().info().size(),
                        exports.size());
    }
}
