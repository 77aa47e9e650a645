package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.module.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The custom sections that annotations ask for, each at its place (specification, appendix A.4.3). */
final class CustomSections {
    private static final int CUSTOM_ID = 0;
    private static final Place FIRST = new Place(false, null);
    private static final Place LAST = new Place(true, null);

    private final Annotations annotations;
    private final Map<Place, List<Custom>> sections = new HashMap<>();

    CustomSections(Annotations annotations) {
        this.annotations = annotations;
    }

    /**
     * A place between two sections.
     *
     * @param after whether it is after or before the section of the kind
     * @param kind the kind; null stands for all of them
     */
    private record Place(boolean after, Section kind) {}

    private record Custom(String name, byte[] content) {}

    /** Takes the annotations before the cursor's next token. */
    void take(TokenCursor in) {
        for (Annotation annotation : annotations.take(Annotation.CUSTOM, in)) {
            TokenCursor content = new TokenCursor(annotation.content());
            if (content.kind() != TokenKind.STRING) {
                throw annotations.malformed(annotation, "missing section name");
            }
            String name = StringLiteral.utf8(content.string());
            if (name == null) {
                throw annotations.malformed(annotation, "malformed UTF-8 encoding");
            }
            Place place = content.kind() == TokenKind.OPEN ? place(content, annotation) : LAST;
            byte[] bytes = content.strings();
            if (!content.atEnd()) {
                throw annotations.malformed(annotation, "unexpected token");
            }
            sections.computeIfAbsent(place, _ -> new ArrayList<>()).add(new Custom(name, bytes));
        }
    }

    private Place place(TokenCursor in, Annotation annotation) {
        in.expectOpen();
        boolean after = in.acceptKeyword("after");
        if (!after && !in.acceptKeyword("before")) {
            throw annotations.malformed(annotation, "malformed placement");
        }
        Place place = after && in.acceptKeyword("last")
                ? LAST
                : !after && in.acceptKeyword("first") ? FIRST : new Place(after, section(in, annotation));
        in.expectClose();
        return place;
    }

    private Section section(TokenCursor in, Annotation annotation) {
        for (Section kind : Section.values()) {
            if (kind != Section.CUSTOM && in.acceptKeyword(kind.toString())) {
                return kind;
            }
        }
        throw annotations.malformed(annotation, "malformed section kind");
    }

    void writeFirst(BinaryWriter out) {
        write(FIRST, out);
    }

    void writeBefore(Section kind, BinaryWriter out) {
        write(new Place(false, kind), out);
    }

    void writeAfter(Section kind, BinaryWriter out) {
        write(new Place(true, kind), out);
    }

    void writeLast(BinaryWriter out) {
        write(LAST, out);
    }

    private void write(Place place, BinaryWriter out) {
        for (Custom section : sections.getOrDefault(place, List.of())) {
            write(section.name, section.content, out);
        }
    }

    /** Writes a custom section. */
    static void write(String name, byte[] content, BinaryWriter out) {
        BinaryWriter section = new BinaryWriter();
        section.name(name);
        section.bytes(content);
        out.u8(CUSTOM_ID);
        out.vector(section);
    }
}
