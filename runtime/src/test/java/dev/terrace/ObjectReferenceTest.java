package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectReferenceTest {
    private static final List<AbsHeapType> HEAP_TYPES = List.of(
            AbsHeapType.ANY,
            AbsHeapType.EQ,
            AbsHeapType.STRUCT,
            AbsHeapType.ARRAY,
            AbsHeapType.I31,
            AbsHeapType.NONE,
            AbsHeapType.EXTERN,
            AbsHeapType.NOEXTERN);

    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final DefType point = define(new StructType(List.of(
            new FieldType(NumType.F64, true),
            new FieldType(PackedType.I8, true),
            new FieldType(RefType.FUNCREF, false))));
    private final DefType numbers = define(new ArrayType(new FieldType(NumType.I64, true)));

    private DefType define(CompType comp) {
        return engine.types()
                .canonicalize(RecType.of(SubType.of(comp)), List.of())
                .getFirst();
    }

    private Global global(AbsHeapType heap) {
        return new Global(store, new GlobalType(new RefType(true, heap), true), null);
    }

    @Test
    void theHostReadsAndWritesFields() {
        Func func = Func.of(store, new FuncType(List.of(), List.of()), (_, _) -> null);
        StructRef struct = StructRef.of(store, point, 1.5, 0x1FF, func);
        assertEquals(List.of(1.5, -1, func), List.of(struct.get(0), struct.get(1), struct.get(2)));
        struct.set(0, -2.5);
        assertEquals(-2.5, struct.get(0));
        assertSame(point, struct.type());
        assertEquals(
                "expected Double for f64, found java.lang.Integer",
                assertThrows(IllegalArgumentException.class, () -> struct.set(0, 1))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> struct.set(2, null));
        assertThrows(IndexOutOfBoundsException.class, () -> struct.get(3));
        assertThrows(IllegalArgumentException.class, () -> StructRef.of(store, point, 1.5));
        assertThrows(IllegalArgumentException.class, () -> StructRef.of(store, numbers));
    }

    @Test
    void theHostReadsAndWritesElements() {
        ArrayRef array = ArrayRef.of(store, numbers, 1L, 2L, 3L);
        array.set(1, 7L);
        assertEquals(List.of(1L, 7L, 3L), List.of(array.get(0), array.get(1), array.get(2)));
        assertEquals(3, array.length());
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> array.set(-1, 1L));
        assertThrows(IllegalArgumentException.class, () -> array.set(0, 1));
    }

    @Test
    void aReferenceGoesWhereItsTypeMatches() {
        StructRef struct = StructRef.of(store, point, 0.0, 0, null);
        ArrayRef array = ArrayRef.of(store, numbers);
        I31Ref number = I31Ref.of(5);
        for (AbsHeapType heap : HEAP_TYPES) {
            boolean top = heap == AbsHeapType.ANY || heap == AbsHeapType.EXTERN;
            boolean eq = top || heap == AbsHeapType.EQ;
            check(heap, struct, eq || heap == AbsHeapType.STRUCT);
            check(heap, array, eq || heap == AbsHeapType.ARRAY);
            check(heap, number, eq || heap == AbsHeapType.I31);
            check(heap, "the host's", top);
        }
        Global exact = new Global(store, new GlobalType(new RefType(false, point), true), struct);
        assertEquals(struct, exact.get());
        assertThrows(IllegalArgumentException.class, () -> exact.set(array));
        assertThrows(IllegalArgumentException.class, () -> exact.set(null));
    }

    private void check(AbsHeapType heap, Object value, boolean fits) {
        Global global = global(heap);
        if (fits) {
            global.set(value);
            assertEquals(value, global.get());
        } else {
            assertThrows(IllegalArgumentException.class, () -> global.set(value), () -> value + " is no " + heap);
        }
    }

    @Test
    void referencesAreEqualIfTheyAreToTheSameObject() {
        StructRef struct = StructRef.of(store, point, 0.0, 0, null);
        Global global = global(AbsHeapType.ANY);
        global.set(struct);
        assertEquals(struct, global.get());
        assertEquals(struct.hashCode(), global.get().hashCode());
        assertNotEquals(struct, StructRef.of(store, point, 0.0, 0, null));
    }

    @Test
    void objectsOfAnotherStoreAreRefused() {
        StructRef stranger = StructRef.of(new Store(engine), point, 0.0, 0, null);
        assertThrows(
                IllegalArgumentException.class, () -> global(AbsHeapType.EXTERN).set(stranger));
        assertThrows(
                IllegalArgumentException.class, () -> global(AbsHeapType.STRUCT).set(stranger));
    }
}
