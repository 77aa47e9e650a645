package dev.terrace;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.TagType;
import dev.terrace.runtime.TagInstance;

/** An exception tag in a store (specification, section 4.2.10): the identity and the payload of a kind of exception. */
public final class Tag implements Extern {
    private final Store store;
    private final TagInstance tag;

    Tag(Store store, TagInstance tag) {
        this.store = store;
        this.tag = tag;
    }

    /**
     * Creates a tag.
     *
     * @param store the store that it will belong to
     * @param type a function type whose parameters are the payload
     */
    public Tag(Store store, FuncType type) {
        this(store, new TagInstance(Values.canonical(store.engine(), type)));
    }

    @Override
    public TagType type() {
        return new TagType(tag.type());
    }

    @Override
    public Store store() {
        return store;
    }

    /** Returns the tag itself. */
    TagInstance tag() {
        return tag;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tag that && that.tag == tag;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(tag);
    }

    @Override
    public String toString() {
        return "Tag[" + tag.type().comp() + "]";
    }
}
