package dev.terrace.tier1;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.CompilationRefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A function type as Java sees it. Parameters come in order, then the caller's {@link dev.terrace.tier1.support.Context}.
 * Of the results, with a vector counting as its two halves, the first is what the method returns; the others it leaves at
 * the execution stack: see {@link dev.terrace.tier1.support.Results}.
 *
 * <p>The texts are made once: they are needed at each call.
 */
final class Signature {
    /** The most variables that parameters may take: a method has 255, and adapters add a few. */
    static final int MAX_PARAMETER_SIZE = 250;

    private final List<Kind> params;
    private final List<Kind> results;
    private final List<Kind> flatResults;
    private final String descriptor;
    private final String word;
    private final boolean fits;

    /**
     * Creates a signature.
     *
     * @param params the kinds of the parameters
     * @param results the kinds of the results
     */
    Signature(List<Kind> params, List<Kind> results) {
        this.params = params;
        this.results = results;
        this.flatResults = flat(results);
        this.descriptor = descriptor(params, results);
        this.word = letters(params) + "_" + letters(results);
        this.fits = size(params) <= MAX_PARAMETER_SIZE;
    }

    /** Returns the kinds of the parameters. */
    List<Kind> params() {
        return params;
    }

    /** Returns the kinds of the results. */
    List<Kind> results() {
        return results;
    }

    /** Returns the signature of a type. */
    static Signature of(FuncType type) {
        return new Signature(kinds(type.params()), kinds(type.results()));
    }

    static List<Kind> kinds(List<ValType> types) {
        List<Kind> kinds = new ArrayList<>(types.size());
        for (ValType type : types) {
            kinds.add(Kind.of(type));
        }
        return kinds;
    }

    /** Returns how many variables values take. */
    static int size(List<Kind> kinds) {
        int size = 0;
        for (Kind kind : kinds) {
            size += kind.size;
        }
        return size;
    }

    /** Returns how many slots of a canonical frame values take. */
    static int slots(List<Kind> kinds) {
        int slots = 0;
        for (Kind kind : kinds) {
            slots += kind.slots();
        }
        return slots;
    }

    /** Returns whether a Java method can have the parameters. */
    boolean fits() {
        return fits;
    }

    /**
     * Refuses a function that needs a method of this signature, if a Java method cannot have the parameters.
     *
     * @throws CompilationRefusedException if it cannot
     */
    void requireFits() {
        if (!fits()) {
            throw new CompilationRefusedException(
                    "a Java method cannot have parameters that take " + size(params) + " variables");
        }
    }

    /** Returns the descriptor of the methods. */
    String descriptor() {
        return descriptor;
    }

    private static String descriptor(List<Kind> params, List<Kind> results) {
        StringBuilder text = new StringBuilder("(");
        for (Kind kind : params) {
            text.append(kind.descriptor);
        }
        return text.append(Names.CONTEXT_DESCRIPTOR)
                .append(')')
                .append(returned(results))
                .toString();
    }

    /** Returns the descriptor of what a method returns. */
    private static String returned(List<Kind> results) {
        if (results.isEmpty()) {
            return "V";
        }
        Kind first = results.getFirst();
        return first == Kind.V128 ? "J" : first.descriptor;
    }

    /** Returns the results as a method gives them: a vector as its two halves. */
    List<Kind> flatResults() {
        return flatResults;
    }

    private static List<Kind> flat(List<Kind> results) {
        List<Kind> flat = new ArrayList<>(results.size());
        for (Kind kind : results) {
            if (kind == Kind.V128) {
                flat.add(Kind.I64);
                flat.add(Kind.I64);
            } else {
                flat.add(kind);
            }
        }
        return flat;
    }

    /** Returns a word that names the signature: equal for equal ones, and a part of class names. */
    String word() {
        return word;
    }

    /** Returns the signature that a word stands for. */
    static Signature ofWord(String word) {
        int middle = word.indexOf('_');
        return new Signature(kinds(word.substring(0, middle)), kinds(word.substring(middle + 1)));
    }

    private static List<Kind> kinds(String letters) {
        List<Kind> kinds = new ArrayList<>(letters.length());
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            kinds.add(letter == 'r' ? Kind.REF : Kind.of(letter));
        }
        return kinds;
    }

    private static String letters(List<Kind> kinds) {
        StringBuilder letters = new StringBuilder(kinds.size());
        for (Kind kind : kinds) {
            letters.append(
                    switch (kind) {
                        case I32 -> 'i';
                        case I64 -> 'l';
                        case F32 -> 'f';
                        case F64 -> 'd';
                        case V128 -> 'v';
                        case REF -> 'r';
                    });
        }
        return letters.toString();
    }
}
