package dev.terrace.core.types;

import java.util.List;

/**
 * A type definition in canonical form (specification, section 2.3.11): equal definitions of one {@link TypeRegistry}
 * are the same object, so {@code ==} is type equality.
 *
 * <p>Every definition carries its chain of supertypes as an array, the display: a type {@code a} is a subtype of {@code
 * b} exactly if {@code a.display[b.depth] == b}, a test in constant time.
 */
public final class DefType implements HeapType {
    private final int id;
    private final List<DefType> group;
    private final DefType[] display;
    private SubType definition;

    /**
     * Creates a definition; for the registry alone, which completes it with {@link #define}.
     *
     * @param id the number that is unique in the registry
     * @param group the definitions of its recursion group, of which this is one
     * @param superType the declared supertype, or null
     */
    DefType(int id, List<DefType> group, DefType superType) {
        this.id = id;
        this.group = group;
        int depth = superType == null ? 0 : superType.display.length;
        this.display = new DefType[depth + 1];
        if (superType != null) {
            System.arraycopy(superType.display, 0, display, 0, depth);
        }
        display[depth] = this;
    }

    /** Sets what is defined, in which references to the own group are already canonical. */
    void define(SubType newDefinition) {
        this.definition = newDefinition;
    }

    /** Returns a number that is unique to this type in its registry, dense from 0. */
    public int id() {
        return id;
    }

    /** Returns the definition; all heap types in it are canonical. */
    public SubType definition() {
        return definition;
    }

    /** Returns the definitions of this type's recursion group, this one among them. */
    public List<DefType> group() {
        return group;
    }

    /** Returns the declared supertype, or null. */
    public DefType superType() {
        return display.length == 1 ? null : display[display.length - 2];
    }

    /** Returns how many supertypes this type has. */
    public int depth() {
        return display.length - 1;
    }

    /** Returns whether this type is {@code other} or was declared, over any number of steps, as a subtype of it. */
    public boolean isSubtypeOf(DefType other) {
        int depth = other.display.length - 1;
        return depth < display.length && display[depth] == other;
    }

    /** Returns the composite type that is defined. */
    public CompType comp() {
        return definition.comp();
    }

    /**
     * Returns the composite type as a function type.
     *
     * @throws ClassCastException if this defines a structure or an array
     */
    public FuncType func() {
        return (FuncType) definition.comp();
    }

    /** Returns a short name for messages, made of the type's number in its registry. */
    @Override
    public String toString() {
        return "$t" + id;
    }
}
