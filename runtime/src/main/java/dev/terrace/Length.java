package dev.terrace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says how long an array or a string of a record is in linear memory, where it lies in place: see {@link RecordLayout}. */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Length {

    /** The number of elements, or of bytes for a string; at least 1. */
    int value();
}
