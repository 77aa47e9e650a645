package dev.terrace.runtime;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ValType;
import java.util.List;

/** An exception tag (specification, section 4.2.10); its identity is what handlers compare. */
public final class TagInstance {
    private static final int OFTEN = 100;

    private final DefType type;
    private final List<ValType> payload;
    private final int payloadSlots;
    private final boolean hasReferences;

    /** How often handlers have caught an exception, about: threads count without each other. */
    private int caught;

    /** Creates a tag; the parameters of its function type are the payload. */
    public TagInstance(DefType type) {
        this.type = type;
        this.payload = type.func().params();
        int slots = 0;
        boolean references = false;
        for (ValType value : payload) {
            slots += value.slots();
            references |= value.isRef();
        }
        this.payloadSlots = slots;
        this.hasReferences = references;
    }

    /** Returns the tag's type. */
    public DefType type() {
        return type;
    }

    /** Returns the types of the values that its exceptions carry. */
    public List<ValType> payload() {
        return payload;
    }

    /** Returns the stack slots that those take. */
    public int payloadSlots() {
        return payloadSlots;
    }

    /** Returns whether there are references among them. */
    public boolean hasReferences() {
        return hasReferences;
    }

    /** Counts an exception that a handler has caught. */
    public void countCaught() {
        if (caught < OFTEN) {
            caught++;
        }
    }

    /** Returns whether handlers catch these exceptions as a matter of course. */
    public boolean isCaughtOften() {
        return caught >= OFTEN;
    }
}
