package dev.terrace.runtime.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.I31Ref;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.types.VecType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectLayoutsTest {
    private final TypeRegistry types = new TypeRegistry();
    private final ObjectLayouts layouts = new ObjectLayouts();

    private DefType define(boolean isFinal, DefType superType, CompType comp) {
        List<DefType> supers = superType == null ? List.of() : List.of(superType);
        return types.canonicalize(RecType.of(new SubType(isFinal, List.copyOf(supers), comp)), List.of())
                .getFirst();
    }

    private static StructType struct(StorageType... fields) {
        return new StructType(
                Stream.of(fields).map(field -> new FieldType(field, true)).toList());
    }

    private StructLayout structLayout(StorageType... fields) {
        return (StructLayout) layouts.of(define(true, null, struct(fields)));
    }

    private ArrayLayout arrayLayout(StorageType element) {
        return (ArrayLayout) layouts.of(define(true, null, new ArrayType(new FieldType(element, true))));
    }

    @Test
    void eachFieldIsAJavaFieldOfItsSize() throws ReflectiveOperationException {
        StructLayout layout = structLayout(
                PackedType.I8,
                PackedType.I16,
                NumType.I32,
                NumType.I64,
                NumType.F32,
                NumType.F64,
                RefType.FUNCREF,
                VecType.V128);
        List<Class<?>> expected = List.of(
                byte.class, short.class, int.class, long.class, float.class, double.class, Object.class, long.class);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i),
                    layout.objectClass().getField(StructLayout.fieldName(i)).getType());
        }
        assertEquals(
                long.class,
                layout.objectClass().getField(StructLayout.highFieldName(7)).getType());
        assertEquals(9, layout.slots());
        assertEquals(
                List.of("LAYOUT"),
                Arrays.stream(layout.objectClass().getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .map(field -> field.getName())
                        .toList());
    }

    @Test
    void aSubtypesClassExtendsThatOfItsSupertypeAndAddsOnlyItsOwnFields() {
        DefType base = define(false, null, struct(NumType.I32));
        DefType derived = define(true, base, struct(NumType.I32, NumType.F64));
        ObjectLayout derivedLayout = layouts.of(derived);
        assertSame(layouts.of(base).objectClass(), derivedLayout.objectClass().getSuperclass());
        assertEquals(
                List.of("f1"),
                Arrays.stream(derivedLayout.objectClass().getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field -> field.getName())
                        .toList());
        assertTrue(Modifier.isFinal(derivedLayout.objectClass().getModifiers()));
        assertFalse(Modifier.isFinal(layouts.of(base).objectClass().getModifiers()));
    }

    @Test
    void valuesComeBackFromFieldsAsTheyWentIn() {
        StructLayout layout =
                structLayout(PackedType.I8, VecType.V128, NumType.F64, RefType.ANYREF, PackedType.I16, NumType.I64);
        long[] slots = {99, 0x1FF, 3, 4, Double.doubleToRawLongBits(-0.0), 0, 0x1_8000, Long.MIN_VALUE};
        Object[] refs = new Object[slots.length];
        refs[5] = "reference";
        StructObject object = layout.create(slots, refs, 1);
        assertNull(refs[5]);
        long[] outSlots = new long[2];
        Object[] outRefs = new Object[2];
        long[] expected = {-1, 3, Double.doubleToRawLongBits(-0.0), 0, Short.MIN_VALUE, Long.MIN_VALUE};
        for (int i = 0; i < expected.length; i++) {
            object.get(i, outSlots, outRefs, 0);
            if (i != 3) {
                assertEquals(expected[i], outSlots[0]);
            }
        }
        assertEquals("reference", outRefs[0]);
        object.get(1, outSlots, outRefs, 0);
        assertEquals(4, outSlots[1]);
        assertSame(layout, object.layout());
        assertThrows(IndexOutOfBoundsException.class, () -> object.get(6, outSlots, outRefs, 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> structLayout().create().get(0, outSlots, outRefs, 0));
    }

    @Test
    void fieldsBeyondThoseOfTheClassAreInItsTail() {
        StorageType[] fields = new StorageType[StructLayout.INLINE_FIELDS + 3];
        Arrays.fill(fields, RefType.ANYREF);
        fields[StructLayout.INLINE_FIELDS] = VecType.V128;
        fields[StructLayout.INLINE_FIELDS + 1] = PackedType.I8;
        StructLayout layout = structLayout(fields);
        long[] slots = new long[layout.slots()];
        Object[] refs = new Object[layout.slots()];
        Arrays.setAll(slots, i -> i);
        Arrays.setAll(refs, i -> i);
        StructObject object = layout.create(slots, refs, 0);
        long[] out = new long[2];
        Object[] outRefs = new Object[1];
        object.get(StructLayout.INLINE_FIELDS, out, outRefs, 0);
        assertEquals(List.of(256L, 257L), List.of(out[0], out[1]));
        object.get(StructLayout.INLINE_FIELDS + 1, out, outRefs, 0);
        assertEquals((byte) 258, out[0]);
        object.get(StructLayout.INLINE_FIELDS + 2, out, outRefs, 0);
        assertEquals(259, outRefs[0]);
        object.get(StructLayout.INLINE_FIELDS - 1, out, outRefs, 0);
        assertEquals(255, outRefs[0]);
    }

    @Test
    void anArraysClassExtendsTheOneForTheSizeOfItsElements() {
        assertTrue(arrayLayout(PackedType.I8).create(3) instanceof I8Array array && array.elements.length == 3);
        assertTrue(arrayLayout(PackedType.I16).create(3) instanceof I16Array);
        assertTrue(arrayLayout(NumType.F32).create(3) instanceof I32Array);
        assertTrue(arrayLayout(NumType.F64).create(3) instanceof I64Array);
        assertTrue(arrayLayout(VecType.V128).create(3) instanceof V128Array array && array.elements.length == 6);
        assertTrue(arrayLayout(RefType.EXTERNREF).create(3) instanceof RefArray);
        assertEquals(0, arrayLayout(NumType.I32).create(0).length());
    }

    @Test
    void aSubtypeOfAnArrayTypeHasASubclass() {
        DefType base = define(false, null, new ArrayType(new FieldType(RefType.ANYREF, false)));
        DefType derived = define(true, base, new ArrayType(new FieldType(new RefType(true, AbsHeapType.EQ), false)));
        ArrayObject object = ((ArrayLayout) layouts.of(derived)).create(2);
        assertTrue(layouts.of(base).objectClass().isInstance(object));
        assertSame(derived, object.type());
        assertTrue(Casts.isInstance(object, base));
        assertFalse(Casts.isInstance(((ArrayLayout) layouts.of(base)).create(2), derived));
    }

    @Test
    void whatTheJavaHeapCannotHoldTraps() {
        assertEquals(
                TrapKind.ALLOCATION_SIZE_TOO_LARGE,
                assertThrows(Trap.class, () -> arrayLayout(PackedType.I8).create(-1))
                        .kind());
        assertEquals(
                TrapKind.ALLOCATION_SIZE_TOO_LARGE,
                assertThrows(Trap.class, () -> arrayLayout(VecType.V128).create(1 << 30))
                        .kind());
    }

    @Test
    void numbersAreEqualByValueAndHaveThirtyOneBits() {
        assertSame(I31Ref.of(7), I31Ref.of(7));
        assertTrue(Casts.same(I31Ref.of(1 << 29), I31Ref.of(1 << 29)));
        assertFalse(Casts.same(I31Ref.of(1), I31Ref.of(2)));
        assertEquals(-1, I31Ref.of(0x7FFF_FFFF).value());
        assertEquals(0x7FFF_FFFF, I31Ref.of(-1).unsigned());
        assertTrue(Casts.isInstance(I31Ref.of(1), AbsHeapType.EQ));
        assertFalse(Casts.isInstance("the host's", AbsHeapType.EQ));
    }

    @Test
    void functionTypesHaveNoObjects() {
        DefType function = types.canonicalize(new FuncType(List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> layouts.of(function));
    }
}
