import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes what `Linker.func("env", "add", (int a, int b) -> a + b)` needs: an interface for each list of parameters and
/// each result, and an overload of `func` for each interface. From the repository's root:
///
///     java runtime/src/build/GenerateLambdas.java runtime/src/main/generated
///
/// Which lists there are, and why not all, is said in docs/rationale.md.
final class GenerateLambdas {
    private static final int MAX_INTS = 6;
    private static final int MAX_OTHERS = 3;
    private static final List<String> OTHERS = List.of("long", "float", "double");
    private static final List<String> RESULTS = List.of("void", "int", "long", "float", "double");

    private final StringBuilder text = new StringBuilder();

    private GenerateLambdas() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0], "dev", "terrace"));
        Files.writeString(folder.resolve("HostLambda.java"), new GenerateLambdas().interfaces());
        Files.writeString(folder.resolve("LambdaLinker.java"), new GenerateLambdas().overloads());
    }

    /// The parameters of a lambda without the caller, as Java's types.
    private record Parameters(List<String> types, boolean caller) {
        String name(String result) {
            return Stream.concat(caller ? Stream.of("Caller") : Stream.of(), types.stream())
                    .map(GenerateLambdas::capitalized)
                    .collect(Collectors.joining("", "", "To" + capitalized(result)));
        }

        String declaration() {
            Stream<String> named =
                    IntStream.range(0, types.size()).mapToObj(i -> types.get(i) + " " + (char) ('a' + i));
            return Stream.concat(caller ? Stream.of("Caller caller") : Stream.of(), named)
                    .collect(Collectors.joining(", "));
        }
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static List<Parameters> allParameters() {
        List<List<String>> lists = new ArrayList<>();
        for (int count = 0; count <= MAX_INTS; count++) {
            lists.add(Collections.nCopies(count, "int"));
        }
        for (String other : OTHERS) {
            for (int count = 1; count <= MAX_OTHERS; count++) {
                lists.add(Collections.nCopies(count, other));
            }
            lists.add(List.of("int", other));
            lists.add(List.of(other, "int"));
        }
        lists.add(List.of("int", "int", "long"));
        lists.add(List.of("int", "long", "int"));
        lists.add(List.of("long", "int", "int"));
        return Stream.of(false, true)
                .flatMap(caller -> lists.stream().map(list -> new Parameters(list, caller)))
                .toList();
    }

    private String interfaces() {
        text.append("""
            // Written by runtime/src/build/GenerateLambdas.java; changes belong there.
            package dev.terrace;

            import java.util.concurrent.CompletionStage;

            /**
             * The interfaces that a lambda can be when it is given to {@link Linker} as a function of the host. A name says the
             * types of the parameters and of the result: {@code (int a, long b) -> a * b} is an {@link IntLongToLong}. Those whose
             * names begin with "Caller" are told who calls, and those that end in "Stage" are for asynchronous functions. Whatever
             * they throw passes through WebAssembly unchanged.
             *
             * <p>For other types than these, an interface of one's own does the same: see {@link Linker#func(String, String, Class,
             * Object)}.
             */
            public final class HostLambda {
                private HostLambda() {}
            """);
        for (Parameters parameters : allParameters()) {
            for (String result : RESULTS) {
                declare(parameters.name(result), result, parameters);
            }
            declare(parameters.name("stage") + "<T>", "CompletionStage<T>", parameters);
        }
        return text.append("}\n").toString();
    }

    private void declare(String name, String result, Parameters parameters) {
        text.append("""

                public interface %s { %s call(%s) throws Exception; }
            """.formatted(name, result, parameters.declaration()));
    }

    private String overloads() {
        text.append("""
            // Written by runtime/src/build/GenerateLambdas.java; changes belong there.
            package dev.terrace;

            /**
             * Defines functions of the host by lambdas, of the types that their parameters are declared with:
             *
             * {@snippet :
             * linker.func("env", "add", (int a, int b) -> a + b);                           // [i32 i32] -> [i32]
             * linker.func("env", "seed", (long seed) -> random.setSeed(seed));              // [i64] -> []
             * linker.func("env", "log", (Caller caller, int address, int length) ->         // [i32 i32] -> []
             *         logger.info(caller.memory().readString(address, length)));
             * linker.asyncFunc("env", "fetch", int.class, (int id) -> client.fetch(id));    // [i32] -> [i32]
             * }
             *
             * <p>The parameters' types must be written, since they choose the overload. A reference to a method does as well if the
             * method is not overloaded and takes only ints, after a {@link Caller} or not. There are overloads for up to six ints; up
             * to three longs, floats or doubles; an int and one of these; two ints and a long; each with or without a caller, and
             * with any number or nothing as the result; a lambda that can only throw is taken for one of an int. {@link
             * Linker#func(String, String, Class, Object)} has no such limits. Calling the functions boxes nothing.
             *
             * <p>The lambda of {@code asyncFunc} returns a {@link java.util.concurrent.CompletionStage}, and the calling thread waits
             * until it is complete, as {@link Linker#asyncFunc(String, String, dev.terrace.core.types.FuncType, AsyncCallback)} says.
             * The class is that of what the stage is completed with: {@code int.class}, {@code void.class}, {@code String.class}.
             *
             * <p>All methods throw IllegalArgumentException if the name is defined already.
             */
            @SuppressWarnings("overloads") // only lambdas without their parameters' types would be ambiguous
            public abstract sealed class LambdaLinker permits Linker {
                LambdaLinker() {}

                abstract <F> Linker lambda(String module, String name, Class<F> type, F function);

                abstract <F> Linker asyncLambda(String module, String name, Class<?> result, Class<F> type, F function);
            """);
        for (Parameters parameters : allParameters()) {
            for (String result : RESULTS) {
                String name = parameters.name(result);
                text.append("""

                        /** Defines a function of the host by a lambda. */
                        public final Linker func(String module, String name, HostLambda.%s function) {
                            return lambda(module, name, HostLambda.%s.class, function);
                        }
                    """.formatted(name, name));
            }
            String name = parameters.name("stage");
            text.append("""

                    /** Defines an asynchronous function of the host by a lambda. */
                    public final <T> Linker asyncFunc(
                            String module, String name, Class<T> result, HostLambda.%s<T> function) {
                        return asyncLambda(module, name, result, HostLambda.%s.class, function);
                    }
                """.formatted(name, name));
        }
        return text.append("}\n").toString();
    }
}
