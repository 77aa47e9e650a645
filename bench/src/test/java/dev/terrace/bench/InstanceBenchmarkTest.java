package dev.terrace.bench;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is measured with instances works in every runtime that there is. */
class InstanceBenchmarkTest {
    @Test
    @DisplayName("Instances are made, called and dropped")
    void instancesAreMade() {
        for (String runtime : InstanceMaker.available()) {
            for (int pages : new int[] {0, 1, 17}) {
                InstanceBenchmark benchmark = new InstanceBenchmark();
                benchmark.runtime = runtime;
                benchmark.imports = pages;
                benchmark.pages = pages;
                benchmark.load();
                try {
                    for (int i = 0; i < 3; i++) {
                        benchmark.instantiate();
                        benchmark.instantiateAndCall();
                    }
                } finally {
                    benchmark.close();
                }
            }
        }
    }
}
