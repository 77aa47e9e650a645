package dev.terrace.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WasiFunctionTest {
    @Test
    void functionsAreThePublicMethodsAndHaveTheirNames() {
        List<Class<?>> groups = new ArrayList<>(Wasi.GROUPS);
        groups.add(UnstableFunctions.class);
        for (Class<?> group : groups) {
            for (Method method : group.getDeclaredMethods()) {
                WasiFunction function = method.getAnnotation(WasiFunction.class);
                String found = Modifier.isPublic(method.getModifiers()) ? Wasi.name(method) : null;
                assertEquals(function == null ? null : function.value(), found, method.toString());
            }
        }
    }
}
