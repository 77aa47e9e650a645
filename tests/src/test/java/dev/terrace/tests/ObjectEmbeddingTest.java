package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.ArrayRef;
import dev.terrace.Engine;
import dev.terrace.I31Ref;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.StructRef;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Garbage-collected objects that cross the border between WebAssembly and the host. */
class ObjectEmbeddingTest {
    private static final String MODULE = """
        (module
          (type $point (struct (field (mut i32)) (field f64)))
          (type $bytes (array (mut i8)))
          (import "host" "see" (func $see (param externref structref arrayref i31ref)))
          (func (export "point") (param i32 f64) (result (ref $point))
            (struct.new $point (local.get 0) (local.get 1)))
          (func (export "x") (param (ref null $point)) (result i32) (struct.get $point 0 (local.get 0)))
          (func (export "bytes") (param i32) (result arrayref)
            (array.new $bytes (i32.const -1) (local.get 0)))
          (func (export "out") (param anyref) (result externref) (extern.convert_any (local.get 0)))
          (func (export "in") (param externref) (result anyref) (any.convert_extern (local.get 0)))
          (func (export "as point") (param anyref) (result (ref $point)) (ref.cast (ref $point) (local.get 0)))
          (func (export "show all") (call $see
            (ref.null extern)
            (struct.new $point (i32.const 1) (f64.const 2))
            (array.new_fixed $bytes 1 (i32.const 3))
            (ref.i31 (i32.const 4)))))
        """;

    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final List<Object> seen = new ArrayList<>();
    private final Linker linker = new Linker(engine);
    private final Instance instance;

    interface See {
        void see(Object object, StructRef struct, ArrayRef array, I31Ref number);
    }

    ObjectEmbeddingTest() {
        linker.func("host", "see", See.class, (object, struct, array, number) -> {
            seen.add(object);
            seen.add(struct.get(1));
            seen.add(array.get(0));
            seen.add(number.value());
        });
        this.instance = linker.instantiate(store, Module.fromWat(engine, MODULE));
    }

    private Object call(String function, Object... arguments) {
        return instance.func(function).call(arguments)[0];
    }

    @Test
    void aStructureIsTheSameInsideAndOutside() {
        StructRef point = (StructRef) call("point", 3, 4.5);
        assertEquals(List.of(3, 4.5), List.of(point.get(0), point.get(1)));
        point.set(0, 7);
        assertEquals(7, call("x", point));
        assertEquals(point, call("as point", point));
        assertEquals(8, call("x", StructRef.of(store, point.type(), 8, 0.0)));
    }

    @Test
    void anArgumentMustBeOfTheParametersType() {
        Object bytes = call("bytes", 3);
        assertEquals(3, ((ArrayRef) bytes).length());
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> call("x", bytes));
        assertTrue(
                error.getMessage().startsWith("argument 1: expected a reference of type (ref null $t"),
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> call("x", "text"));
        assertEquals(
                TrapKind.NULL_STRUCTURE_REFERENCE,
                assertThrows(Trap.class, () -> call("x", (Object) null)).kind());
        assertEquals(
                TrapKind.CAST_FAILURE,
                assertThrows(Trap.class, () -> call("as point", bytes)).kind());
    }

    @Test
    void referencesGoThroughExternrefUnchanged() {
        Object point = call("point", 1, 2.0);
        assertEquals(point, call("out", point));
        assertEquals(point, call("in", call("out", point)));
        assertEquals(I31Ref.of(-3), call("out", I31Ref.of(-3)));
        Object mine = new Object();
        assertSame(mine, call("in", mine));
        assertSame(mine, call("out", mine));
        assertNull(call("in", (Object) null));
    }

    @Test
    void aFunctionOfTheHostTakesViews() {
        instance.func("show all").call();
        assertArrayEquals(new Object[] {null, 2.0, 3, 4}, seen.toArray());
    }

    @Test
    void aMethodHandleHasViewsAsItsTypes() throws Throwable {
        MethodHandle point =
                instance.func("point").handle(MethodType.methodType(StructRef.class, int.class, double.class));
        MethodHandle x = instance.func("x").handle(MethodType.methodType(int.class, StructRef.class));
        assertEquals(5, (int) x.invokeExact((StructRef) point.invokeExact(5, 1.0)));
    }
}
