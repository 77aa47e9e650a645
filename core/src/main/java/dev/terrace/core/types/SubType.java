package dev.terrace.core.types;

import java.util.List;

/**
 * A type definition with its place in the subtype order (specification, section 2.3.11).
 *
 * @param isFinal whether no other type may name this one as its supertype
 * @param supers the declared supertypes; a valid module declares at most one
 * @param comp the composite type itself
 */
public record SubType(boolean isFinal, List<HeapType> supers, CompType comp) {
    public SubType {
        supers = List.copyOf(supers);
    }

    // Written out, as what a record has by itself is linked when it is first used, which takes a while.

    @Override
    public boolean equals(Object other) {
        return other instanceof SubType that
                && isFinal == that.isFinal
                && supers.equals(that.supers)
                && comp.equals(that.comp);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * comp.hashCode() + supers.hashCode()) + (isFinal ? 1 : 0);
    }

    /** Returns the definition that {@code (type (func ...))} abbreviates: final, without supertypes. */
    public static SubType of(CompType comp) {
        return new SubType(true, List.of(), comp);
    }
}
