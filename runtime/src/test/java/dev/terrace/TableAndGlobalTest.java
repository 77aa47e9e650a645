package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.VecType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableAndGlobalTest {
    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);

    private static TableType table(long min, long max, RefType element) {
        return new TableType(AddressType.I32, Limits.of(min, max), element);
    }

    @Test
    void aTableHoldsAnyObjectsOfTheHost() {
        Object object = new Object();
        Table table = new Table(store, table(2, 5, RefType.EXTERNREF), "init");
        table.set(1, object);
        assertEquals("init", table.get(0));
        assertSame(object, table.get(1));
        assertEquals(2, table.grow(3, 7));
        assertEquals(7, table.get(4));
        assertEquals(-1, table.grow(1, null));
        assertEquals(5, table.size());
        assertThrows(IndexOutOfBoundsException.class, () -> table.get(5));
        assertThrows(IndexOutOfBoundsException.class, () -> table.set(-1, null));
    }

    @Test
    void aTableOfFunctionsHoldsFunctionsOnly() {
        Table table = new Table(store, table(1, 1, RefType.FUNCREF), null);
        Func func = Func.of(store, new FuncType(List.of(), List.of()), (_, _) -> null);
        table.set(0, func);
        assertEquals(func, table.get(0));
        assertEquals(
                "expected Func for funcref, found java.lang.String",
                assertThrows(IllegalArgumentException.class, () -> table.set(0, "text"))
                        .getMessage());
        Func stranger = Func.of(new Store(engine), new FuncType(List.of(), List.of()), (_, _) -> null);
        assertThrows(IllegalArgumentException.class, () -> table.set(0, stranger));
    }

    @Test
    void aTypedReferenceTakesFunctionsOfItsTypeOnly() {
        Func unary = Func.of(store, new FuncType(List.of(NumType.I32), List.of()), (_, _) -> null);
        Func nullary = Func.of(store, new FuncType(List.of(), List.of()), (_, _) -> null);
        RefType type = new RefType(false, unary.type().type());
        Global global = new Global(store, new GlobalType(type, true), unary);
        assertEquals(unary, global.get());
        assertThrows(IllegalArgumentException.class, () -> global.set(nullary));
        assertThrows(IllegalArgumentException.class, () -> global.set(null));
    }

    @Test
    void globalsKeepValuesOfTheirTypeOnly() {
        Global global = new Global(store, new GlobalType(NumType.F64, true), 1.5);
        global.set(2.5);
        assertEquals(2.5, global.get());
        assertThrows(IllegalArgumentException.class, () -> global.set(2.5f));
        Global vector = new Global(store, new GlobalType(VecType.V128, false), new V128(3, 4));
        assertEquals(new V128(3, 4), vector.get());
        assertThrows(IllegalStateException.class, () -> vector.set(V128.ZERO));
        Global reference = new Global(store, new GlobalType(RefType.EXTERNREF, true), null);
        assertNull(reference.get());
    }

    @Test
    void typeIndicesHaveNoMeaningOutsideAModule() {
        RefType type = new RefType(true, new TypeIndex(0));
        assertThrows(IllegalArgumentException.class, () -> new Global(store, new GlobalType(type, true), null));
        assertThrows(IllegalArgumentException.class, () -> new Table(store, table(1, 1, type), null));
        assertThrows(
                IllegalArgumentException.class,
                () -> Func.of(store, new FuncType(List.of(type), List.of()), (_, _) -> null));
    }

    @Test
    void onlyNullIsInABottomType() {
        Global global = new Global(store, new GlobalType(new RefType(true, AbsHeapType.NOEXTERN), true), null);
        assertThrows(IllegalArgumentException.class, () -> global.set("text"));
    }
}
