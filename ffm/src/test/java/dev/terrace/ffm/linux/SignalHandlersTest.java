package dev.terrace.ffm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.ffm.linux.SignalHandlers.Signal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalHandlersTest {
    @BeforeAll
    static void needsBindings() {
        assumeTrue(Linux.isSupported(), "no bindings for this system");
    }

    @ParameterizedTest
    @EnumSource
    void the_virtual_machine_has_a_handler(Signal signal) {
        assertTrue(SignalHandlers.current(signal) > 4096);
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_is_not_replaced_if_it_is_not_the_expected_one(Signal signal) {
        long current = SignalHandlers.current(signal);
        assertThrows(IllegalStateException.class, () -> SignalHandlers.replace(signal, current + 1, current));
        assertEquals(current, SignalHandlers.current(signal));
        SignalHandlers.replace(signal, current, current);
        assertEquals(current, SignalHandlers.current(signal));
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_has_the_same_number_on_all_processors(Signal signal) {
        int aarch64 = switch (signal) {
            case SEGV -> dev.terrace.ffm.linux.aarch64.Libc.SIGSEGV();
            case BUS -> dev.terrace.ffm.linux.aarch64.Libc.SIGBUS();
        };
        assertEquals(aarch64, signal.number());
    }
}
