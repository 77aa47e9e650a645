package dev.terrace.core.validate;

import dev.terrace.core.InvalidException;
import dev.terrace.core.Position;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.types.TypeSubstitution;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates type definitions and makes them canonical (specification, sections 3.1.2 and 3.2.12). A recursion group may
 * refer to itself and to what is before it; a supertype must be before its subtype.
 */
final class TypeSectionValidator {
    /** Limits that browsers have too (WebAssembly JavaScript interface, "Implementation-defined limits"). */
    private static final int MAX_PARAMS = 1_000;

    private static final int MAX_RESULTS = 1_000;
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_SUBTYPE_DEPTH = 63;

    private final TypeRegistry registry;
    private final List<DefType> types = new ArrayList<>();
    private int offset;

    private TypeSectionValidator(TypeRegistry registry) {
        this.registry = registry;
    }

    /** Returns the canonical definitions of a module, by type index. */
    static List<DefType> validate(WasmModule module, TypeRegistry registry) {
        TypeSectionValidator validator = new TypeSectionValidator(registry);
        for (int i = 0; i < module.types().size(); i++) {
            validator.offset = module.offsets().of(Section.TYPE, i);
            validator.group(module.types().get(i));
        }
        return validator.types;
    }

    private void group(RecType group) {
        int first = types.size();
        int end = first + group.types().size();
        List<Integer> depths = new ArrayList<>(group.types().size());
        TypeSubstitution known = new TypeSubstitution() {
            @Override
            public HeapType apply(HeapType heap) {
                return requireKnown(heap, end);
            }
        };
        for (int i = 0; i < group.types().size(); i++) {
            SubType type = group.types().get(i);
            limit(type.comp());
            known.apply(type.comp());
            depths.add(depth(type, first, first + i, depths));
        }
        types.addAll(registry.canonicalize(group, types));
        for (int i = first; i < end; i++) {
            checkSubtype(i);
        }
    }

    private HeapType requireKnown(HeapType heap, int end) {
        if (heap instanceof TypeIndex(int index) && Integer.compareUnsigned(index, end) >= 0) {
            throw invalid("unknown type " + Integer.toUnsignedString(index));
        }
        return heap;
    }

    private void limit(CompType comp) {
        if (comp instanceof FuncType func) {
            limit("parameters", func.params().size(), MAX_PARAMS);
            limit("results", func.results().size(), MAX_RESULTS);
        } else if (comp instanceof StructType struct) {
            limit("fields", struct.fields().size(), MAX_FIELDS);
        }
    }

    private void limit(String what, int count, int max) {
        if (count > max) {
            throw invalid("too many %s: %d, more than %d".formatted(what, count, max));
        }
    }

    /** Returns how many supertypes a type has; {@code depths} has the group's earlier ones. */
    private int depth(SubType type, int first, int index, List<Integer> depths) {
        if (type.supers().isEmpty()) {
            return 0;
        }
        if (type.supers().size() > 1) {
            throw invalid("sub type " + index + " has more than one supertype");
        }
        int superIndex = ((TypeIndex) type.supers().getFirst()).index();
        if (Integer.compareUnsigned(superIndex, index) >= 0) {
            throw invalid("unknown type " + Integer.toUnsignedString(superIndex)
                    + ": a supertype must be defined before its subtype");
        }
        int depth = 1 + (superIndex < first ? types.get(superIndex).depth() : depths.get(superIndex - first));
        if (depth > MAX_SUBTYPE_DEPTH) {
            throw invalid("sub type " + index + " has more than " + MAX_SUBTYPE_DEPTH + " supertypes");
        }
        return depth;
    }

    private void checkSubtype(int index) {
        DefType type = types.get(index);
        DefType superType = type.superType();
        if (superType == null) {
            return;
        }
        if (superType.definition().isFinal()) {
            throw invalid("sub type " + index + " has a supertype that is final");
        }
        if (!Matching.matches(type.comp(), superType.comp())) {
            throw invalid("sub type " + index + " does not match its supertype: " + type.comp() + " is no "
                    + superType.comp());
        }
    }

    private InvalidException invalid(String problem) {
        return new InvalidException(problem, new Position.Binary(offset));
    }
}
