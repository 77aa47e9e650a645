package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The annotations of a module that mean something. Each is taken where it may stand; what is left over is misplaced. */
final class Annotations {
    private final Tokens tokens;
    private final List<Annotation> annotations;
    private final BitSet taken = new BitSet();

    /** Collects the annotations before the tokens from {@code start} to {@code end}, both inclusive. */
    Annotations(Tokens tokens, int start, int end) {
        this.tokens = tokens;
        List<Annotation> all = tokens.annotations();
        this.annotations = all.subList(firstAt(all, start), firstAt(all, end + 1));
    }

    /** Takes the annotations with an identifier that stand just before the cursor's next token. */
    List<Annotation> take(String id, TokenCursor in) {
        if (annotations.isEmpty()) {
            return List.of();
        }
        List<Annotation> result = new ArrayList<>();
        for (int i = firstAt(annotations, in.index());
                i < annotations.size() && annotations.get(i).before() == in.index();
                i++) {
            if (annotations.get(i).id().equals(id)) {
                taken.set(i);
                result.add(annotations.get(i));
            }
        }
        return result;
    }

    /** Takes the name annotation just before the cursor's next token and returns the name; null if there is none. */
    String takeName(String what, TokenCursor in) {
        List<Annotation> found = take(Annotation.NAME, in);
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() > 1) {
            throw malformed(found.get(1), "multiple " + what + " names");
        }
        TokenCursor content = new TokenCursor(found.getFirst().content());
        String name = content.name();
        if (!content.atEnd()) {
            throw content.unexpected(")");
        }
        return name;
    }

    /** Takes the name annotation just before the cursor's next token, if there is one, as the name of an index. */
    void takeName(IndexSpace space, int index, TokenCursor in) {
        String name = takeName(space.what(), in);
        if (name != null) {
            space.rename(index, name);
        }
    }

    /** Returns the exception for a problem with an annotation. */
    MalformedException malformed(Annotation annotation, String problem) {
        return tokens.source().malformed("@" + annotation.id() + " annotation: " + problem, annotation.start());
    }

    /** Checks that every annotation has been taken. */
    void finish() {
        int left = taken.nextClearBit(0);
        if (left < annotations.size()) {
            Annotation annotation = annotations.get(left);
            throw annotation.id().equals(Annotation.BRANCH_HINT)
                    ? malformed(annotation, "not in a function")
                    : tokens.source().malformed("misplaced @" + annotation.id() + " annotation", annotation.start());
        }
    }

    /** Returns the index of the first annotation that stands before a token or a later one. */
    private static int firstAt(List<Annotation> list, int token) {
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list.get(middle).before() < token) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
