package dev.terrace.tests.stress;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Notices that nothing happens any more. */
final class Progress {
    /** Far longer than anything takes. */
    private static final long TOO_LONG = TimeUnit.SECONDS.toNanos(60);

    private long lastDone;
    private long lastTime = System.nanoTime();

    /**
     * Ends the process, and says what all threads do, if nothing has been done for a long time.
     *
     * @param done how much has been done until now
     */
    void check(long done) throws IOException {
        if (done != lastDone) {
            lastDone = done;
            lastTime = System.nanoTime();
        } else if (System.nanoTime() - lastTime > TOO_LONG) {
            Path folder = Files.createTempDirectory("stress");
            Path threads = folder.resolve("threads");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(threads.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            System.out.println(Files.readString(threads, StandardCharsets.UTF_8));
            Files.delete(threads);
            Files.delete(folder);
            System.out.println("nothing happens any more");
            Runtime.getRuntime().halt(1);
        }
    }
}
