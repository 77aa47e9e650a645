package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.module.Section;
import java.util.EnumMap;
import java.util.Map;

/** Collects the sections of a module and puts them together (specification, section 5.5). */
final class ModuleAssembler {
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final Map<Section, MappedBytes> contents = new EnumMap<>(Section.class);
    private final Map<Section, Integer> counts = new EnumMap<>(Section.class);

    ModuleAssembler() {
        for (Section kind : Section.values()) {
            contents.put(kind, new MappedBytes());
            counts.put(kind, 0);
        }
    }

    /**
     * Begins the next entry of a section.
     *
     * @param sourceOffset where in the text it comes from
     * @return where to write it
     */
    MappedBytes entry(Section kind, int sourceOffset) {
        counts.merge(kind, 1, Integer::sum);
        MappedBytes content = contents.get(kind);
        content.mark(sourceOffset);
        return content;
    }

    /** Returns how many entries a section has. */
    int count(Section kind) {
        return counts.get(kind);
    }

    /** Returns the whole module, with all sections that have an entry. */
    MappedBytes assemble(CustomSections customs, BranchHints hints, NameSectionWriter names, ModuleScope scope) {
        MappedBytes module = new MappedBytes();
        BinaryWriter out = module.bytes();
        out.bytes(HEADER);
        customs.writeFirst(out);
        for (Section kind : Section.values()) {
            customs.writeBefore(kind, out);
            if (kind == Section.CODE && !hints.isEmpty()) {
                BinaryWriter content = new BinaryWriter();
                hints.write(content);
                CustomSections.write(Annotation.BRANCH_HINT, content.toByteArray(), out);
            }
            if (count(kind) > 0) {
                section(kind, module);
            }
            customs.writeAfter(kind, out);
        }
        customs.writeLast(out);
        names.write(scope, out);
        return module;
    }

    private void section(Section kind, MappedBytes module) {
        MappedBytes section = new MappedBytes();
        if (kind.isVector()) {
            section.bytes().u32(count(kind));
        }
        section.append(contents.get(kind));
        module.bytes().u8(kind.id());
        module.vector(section);
    }
}
