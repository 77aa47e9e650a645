package dev.terrace;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * How the components of a record lie in linear memory: as the members of a C struct do, in the order of their declaration,
 * each at the next multiple of its alignment. The struct's alignment is the largest of its members', and its size a multiple
 * of that.
 *
 * <pre>
 *   component                       member                                 bytes   alignment
 *   byte, boolean                   int8_t, bool                           1       1
 *   short, char                     int16_t, uint16_t                      2       2
 *   int, float                      int32_t, float, a 32-bit pointer       4       4
 *   long, double                    int64_t, double, a 64-bit pointer      8       8
 *   a record                        a struct                               its     its
 *   &#64;Length(n) long[]           int64_t[n]; so of other numbers        n * 8   8
 *   &#64;Length(n) Point[]          struct point[n]                        n * its its
 *   &#64;Length(n) String           char[n], UTF-8, rest filled with 0     n       1
 * </pre>
 *
 * {@snippet :
 * record Point(int x, int y) {}
 * record Shape(byte kind, @Length(3) Point[] corners, double area, @Length(16) String name) {}
 *
 * Shape shape = memory.read(address, Shape.class);
 * memory.write(address, new Shape((byte) 1, corners, 0.5, "triangle"));
 * int needed = RecordLayout.of(Shape.class).size();                        // 56
 * }
 *
 * <p>Numbers are little-endian, and the struct itself may lie anywhere. Immutable, and safe for use by several threads.
 *
 * @param <R> the record
 */
public final class RecordLayout<R extends Record> {
    private static final ClassValue<RecordLayout<?>> LAYOUTS = new ClassValue<>() {
        @Override
        protected RecordLayout<?> computeValue(Class<?> type) {
            return new RecordLayout<>(type.asSubclass(Record.class));
        }
    };

    /** Of type {@code (long offset, long base)long}. */
    private static final MethodHandle PLUS;

    static {
        try {
            PLUS = MethodHandles.lookup()
                    .findStatic(Long.class, "sum", MethodType.methodType(long.class, long.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Long lacks sum", e);
        }
    }

    private final Class<R> type;
    private final int size;
    private final int alignment;
    private final Map<String, Integer> offsets = new LinkedHashMap<>();

    /** Of type {@code (MemorySegment, long)Object}. */
    private final MethodHandle reader;

    /** Of type {@code (MemorySegment, long, Object)void}. */
    private final MethodHandle writer;

    private RecordLayout(Class<R> type) {
        this.type = type;
        requireFinite(type, List.of());
        RecordComponent[] components = type.getRecordComponents();
        List<RecordMember> members = new ArrayList<>();
        long end = 0;
        int largest = 1;
        for (RecordComponent component : components) {
            RecordMember member = RecordMember.of(component);
            long offset = roundUp(end, member.alignment());
            end = offset + member.size();
            if (end > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(type.getName() + " is larger than 2 GiB");
            }
            offsets.put(component.getName(), (int) offset);
            largest = Math.max(largest, member.alignment());
            members.add(member);
        }
        this.alignment = largest;
        this.size = Math.toIntExact(roundUp(end, largest));
        MethodHandles.Lookup lookup = HostFunctions.privateLookup(type);
        this.reader = reader(lookup, components, members);
        this.writer = writer(lookup, components, members);
    }

    /**
     * Returns the layout of a record.
     *
     * @throws IllegalArgumentException if a component has a type that the table above lacks, an array or a string has no
     *     {@link Length}, or the record is not accessible
     */
    @SuppressWarnings("unchecked") // the layout of a class is for that class
    public static <R extends Record> RecordLayout<R> of(Class<R> type) {
        return (RecordLayout<R>) LAYOUTS.get(type);
    }

    /** Returns the number of bytes, with those that fill it up at the end: the distance between elements of an array. */
    public int size() {
        return size;
    }

    /** Returns what C has addresses be a multiple of, in bytes. */
    public int alignment() {
        return alignment;
    }

    /**
     * Returns where a component is, in bytes from the start.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    public int offset(String component) {
        Integer offset = offsets.get(component);
        if (offset == null) {
            throw new NoSuchElementException(type.getName() + " has no component " + Names.quote(component)
                    + Names.suggest(component, offsets.keySet()));
        }
        return offset;
    }

    /** Returns the record whose bytes begin at an offset and all exist. */
    R read(MemorySegment segment, long offset) {
        try {
            return type.cast(reader.invokeExact(segment, offset));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("the constructor of " + type.getName() + " threw " + e, e);
        }
    }

    /** Writes a record to bytes that begin at an offset and all exist. */
    void write(MemorySegment segment, long offset, R value) {
        try {
            writer.invokeExact(segment, offset, (Object) value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("an accessor of " + type.getName() + " threw " + e, e);
        }
    }

    private MethodHandle reader(MethodHandles.Lookup lookup, RecordComponent[] components, List<RecordMember> members) {
        MethodType constructorType = MethodType.methodType(
                void.class, Stream.of(components).map(RecordComponent::getType).toList());
        try {
            MethodHandle constructor = lookup.findConstructor(type, constructorType);
            // (T1 ... Tn, MemorySegment, long)R, from which the components disappear one by one, the last one first.
            MethodHandle all =
                    MethodHandles.dropArguments(constructor, components.length, MemorySegment.class, long.class);
            for (int i = components.length - 1; i >= 0; i--) {
                all = MethodHandles.foldArguments(all, i, at(members.get(i).reader(), components[i]));
            }
            return all.asType(all.type().changeReturnType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the constructor of " + type.getName() + " is not accessible", e);
        }
    }

    private MethodHandle writer(MethodHandles.Lookup lookup, RecordComponent[] components, List<RecordMember> members) {
        MethodHandle all = MethodHandles.zero(void.class);
        all = MethodHandles.dropArguments(all, 0, MemorySegment.class, long.class, type);
        for (int i = components.length - 1; i >= 0; i--) {
            try {
                MethodHandle accessor = lookup.unreflect(components[i].getAccessor());
                MethodHandle write = at(members.get(i).writer(), components[i]);
                all = MethodHandles.foldArguments(all, MethodHandles.filterArguments(write, 2, accessor));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(components[i] + " is not accessible", e);
            }
        }
        return all.asType(all.type().changeParameterType(2, Object.class));
    }

    /** Returns a member's reader or writer, which gets the address of the member, as one that gets that of the record. */
    private MethodHandle at(MethodHandle access, RecordComponent component) {
        long offset = offsets.get(component.getName());
        return MethodHandles.filterArguments(access, 1, MethodHandles.insertArguments(PLUS, 0, offset));
    }

    /** Refuses a record that has itself as a part, by way of arrays. */
    private static void requireFinite(Class<?> type, List<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself");
        }
        List<Class<?>> path = Stream.concat(around.stream(), Stream.of(type)).toList();
        Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .map(part -> part.isArray() ? part.getComponentType() : part)
                .filter(Class::isRecord)
                .forEach(part -> requireFinite(part, path));
    }

    private static long roundUp(long offset, int alignment) {
        return Math.ceilDiv(offset, alignment) * alignment;
    }

    @Override
    public String toString() {
        return "RecordLayout[%s, %d bytes, %s]".formatted(type.getName(), size, offsets);
    }
}
