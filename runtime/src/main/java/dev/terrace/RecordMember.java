package dev.terrace;

import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One component of a record, as a {@link RecordLayout} has it. Numbers are not boxed.
 *
 * @param size in bytes
 * @param alignment in bytes
 * @param reader of type {@code (MemorySegment, long offset)T}
 * @param writer of type {@code (MemorySegment, long offset, T)void}
 */
record RecordMember(long size, int alignment, MethodHandle reader, MethodHandle writer) {
    private static final Map<Class<?>, ValueLayout> NUMBERS = Map.of(
            byte.class, ValueLayout.JAVA_BYTE,
            short.class, LittleEndian.SHORT,
            char.class, LittleEndian.CHAR,
            int.class, LittleEndian.INT,
            long.class, LittleEndian.LONG,
            float.class, LittleEndian.FLOAT,
            double.class, LittleEndian.DOUBLE);

    private static final MethodHandle READ;
    private static final MethodHandle WRITE;

    static {
        MethodType read = MethodType.methodType(Object.class, MemorySegment.class, long.class);
        try {
            READ = MethodHandles.lookup().findVirtual(Form.class, "read", read);
            WRITE = MethodHandles.lookup()
                    .findVirtual(
                            Form.class,
                            "write",
                            read.changeReturnType(void.class).appendParameterTypes(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("RecordMember.Form lacks a method", e);
        }
    }

    /** How a member that is no number lies in memory. */
    private sealed interface Form {
        Object read(MemorySegment segment, long offset);

        void write(MemorySegment segment, long offset, Object value);
    }

    /** A C bool: a byte that is zero or not. */
    private record Bool() implements Form {
        @Override
        public Object read(MemorySegment segment, long offset) {
            return segment.get(ValueLayout.JAVA_BYTE, offset) != 0;
        }

        @Override
        public void write(MemorySegment segment, long offset, Object value) {
            segment.set(ValueLayout.JAVA_BYTE, offset, (byte) ((boolean) value ? 1 : 0));
        }
    }

    /** A string of at most some bytes; those that it does not need are zero. */
    private record Text(String component, int length) implements Form {
        @Override
        public Object read(MemorySegment segment, long offset) {
            byte[] bytes = segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
            int end = 0;
            while (end < length && bytes[end] != 0) {
                end++;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }

        @Override
        public void write(MemorySegment segment, long offset, Object value) {
            byte[] bytes = ((String) requireNonNull(component, value)).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > length) {
                throw new IllegalArgumentException("component %s takes %d bytes, and there is room for %d"
                        .formatted(Names.quote(component), bytes.length, length));
            }
            MemorySegment room = segment.asSlice(offset, length);
            room.fill((byte) 0).copyFrom(MemorySegment.ofArray(bytes));
        }
    }

    /** An array of numbers. */
    private record Numbers(String component, int length, Class<?> type, ValueLayout layout) implements Form {
        @Override
        public Object read(MemorySegment segment, long offset) {
            Object array = Array.newInstance(type, length);
            MemorySegment.copy(segment, layout, offset, array, 0, length);
            return array;
        }

        @Override
        public void write(MemorySegment segment, long offset, Object array) {
            requireLength(component, length, array);
            MemorySegment.copy(array, 0, segment, layout, offset, length);
        }
    }

    /** A record. */
    private record Nested<R extends Record>(String component, Class<R> type, RecordLayout<R> layout) implements Form {
        static <R extends Record> Nested<R> of(String component, Class<R> type) {
            return new Nested<>(component, type, RecordLayout.of(type));
        }

        @Override
        public Object read(MemorySegment segment, long offset) {
            return layout.read(segment, offset);
        }

        @Override
        public void write(MemorySegment segment, long offset, Object value) {
            layout.write(segment, offset, type.cast(requireNonNull(component, value)));
        }
    }

    /** An array of what has a form. */
    private record Repeated(String component, int length, Class<?> type, Form form, int stride) implements Form {
        @Override
        public Object read(MemorySegment segment, long offset) {
            Object[] array = (Object[]) Array.newInstance(type, length);
            for (int i = 0; i < length; i++) {
                array[i] = form.read(segment, offset + (long) i * stride);
            }
            return array;
        }

        @Override
        public void write(MemorySegment segment, long offset, Object array) {
            requireLength(component, length, array);
            for (int i = 0; i < length; i++) {
                form.write(segment, offset + (long) i * stride, Array.get(array, i));
            }
        }
    }

    /**
     * Returns what a component is in memory.
     *
     * @throws IllegalArgumentException if it has no place there
     */
    static RecordMember of(RecordComponent component) {
        Class<?> type = component.getType();
        ValueLayout number = NUMBERS.get(type);
        if (number != null) {
            VarHandle access = number.varHandle();
            return new RecordMember(
                    number.byteSize(),
                    (int) number.byteSize(),
                    access.toMethodHandle(VarHandle.AccessMode.GET),
                    access.toMethodHandle(VarHandle.AccessMode.SET));
        } else if (type == boolean.class) {
            return of(type, 1, 1, new Bool());
        } else if (type == String.class) {
            int length = length(component);
            return of(type, length, 1, new Text(component.getName(), length));
        } else if (type.isRecord()) {
            Nested<?> nested = Nested.of(component.getName(), type.asSubclass(Record.class));
            return of(type, nested.layout().size(), nested.layout().alignment(), nested);
        } else if (type.isArray()) {
            return array(component, length(component));
        }
        throw unsupported(component);
    }

    private static RecordMember array(RecordComponent component, int length) {
        Class<?> element = component.getType().componentType();
        ValueLayout number = NUMBERS.get(element);
        if (number != null) {
            int size = (int) number.byteSize();
            Form form = new Numbers(component.getName(), length, element, number);
            return of(component.getType(), (long) length * size, size, form);
        } else if (element.isRecord()) {
            Nested<?> nested = Nested.of(component.getName(), element.asSubclass(Record.class));
            int size = nested.layout().size();
            Form form = new Repeated(component.getName(), length, element, nested, size);
            return of(component.getType(), (long) length * size, nested.layout().alignment(), form);
        }
        throw unsupported(component);
    }

    private static RecordMember of(Class<?> type, long size, int alignment, Form form) {
        MethodHandle reader = READ.bindTo(form);
        MethodHandle writer = WRITE.bindTo(form);
        return new RecordMember(
                size,
                alignment,
                reader.asType(reader.type().changeReturnType(type)),
                writer.asType(writer.type().changeParameterType(2, type)));
    }

    private static int length(RecordComponent component) {
        Length length = component.getAnnotation(Length.class);
        if (length == null || length.value() < 1) {
            throw new IllegalArgumentException(describe(component) + " needs a @Length of at least 1");
        }
        return length.value();
    }

    private static IllegalArgumentException unsupported(RecordComponent component) {
        return new IllegalArgumentException(describe(component) + " stands for no member of a C struct");
    }

    private static String describe(RecordComponent component) {
        return "component %s of %s, a %s,"
                .formatted(
                        Names.quote(component.getName()),
                        component.getDeclaringRecord().getName(),
                        component.getType().getSimpleName());
    }

    private static Object requireNonNull(String component, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("component " + Names.quote(component) + " is null");
        }
        return value;
    }

    private static void requireLength(String component, int length, Object array) {
        int found = Array.getLength(requireNonNull(component, array));
        if (found != length) {
            throw new IllegalArgumentException("component %s has %d elements, and there is room for %d"
                    .formatted(Names.quote(component), found, length));
        }
    }
}
