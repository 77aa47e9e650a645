package dev.terrace.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The flag by which native code finds that a call is to be stopped. */
class NativeFlagTest {
    private final MemorySegment flag = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
    private final Interruption interruption = new Interruption(true, Thread::currentThread, () -> 0);

    private int flag() {
        return flag.get(ValueLayout.JAVA_INT, 0);
    }

    @Test
    void itIsSetWhenACallIsToBeStoppedUntilTheCallIsOver() {
        interruption.setNativeFlag(flag.address(), flag);
        assertEquals(0, flag());
        interruption.request();
        assertEquals(1, flag());
        Trap trap = assertThrows(Trap.class, interruption::pollFromNative);
        assertEquals(TrapKind.INTERRUPTED, trap.kind());
        assertEquals(1, flag());
        interruption.completedCalls++;
        interruption.pollFromNative();
        assertEquals(0, flag());
    }

    @Test
    void itIsSetAtOnceIfThereIsAReasonAlready() {
        interruption.request();
        interruption.setNativeFlag(flag.address(), flag);
        assertEquals(1, flag());
    }

    @Test
    void aReasonThatHasGoneClearsItWhenItIsLookedAt() {
        interruption.setNativeFlag(flag.address(), flag);
        interruption.setDeadline(System.nanoTime());
        interruption.watch();
        assertEquals(1, flag());
        interruption.clearDeadline();
        interruption.poll();
        assertEquals(0, flag());
    }

    @Test
    void nothingIsWrittenOnceItIsRemoved() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread other = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                interruption.request();
            }
        });
        try {
            for (int i = 0; i < 20_000; i++) {
                flag.set(ValueLayout.JAVA_INT, 0, 0);
                interruption.setNativeFlag(flag.address(), flag);
                interruption.removeNativeFlag();
                flag.set(ValueLayout.JAVA_INT, 0, 7);
                Thread.onSpinWait();
                assertEquals(7, flag());
            }
        } finally {
            done.set(true);
            other.join();
        }
    }
}
