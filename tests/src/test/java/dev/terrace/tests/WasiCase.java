package dev.terrace.tests;

import dev.terrace.wasi.Errno;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the conformance suite of WASI: what a function must answer in a situation.
 *
 * @param function the function
 * @param errno what it must return
 * @param situation when, in words that follow "for"
 * @param files the file systems in which there can be such a situation
 * @param body brings the situation about, calls the function, checks what it did, and returns what it returned
 */
record WasiCase(String function, Errno errno, String situation, Set<WasiFiles> files, Body body) {
    /** The making of a situation. */
    @FunctionalInterface
    interface Body {
        /** Returns the error number that the function returned. */
        Errno run(WasiScene scene) throws Exception;
    }

    /** Returns a row for all file systems. */
    static WasiCase of(String function, Errno errno, String situation, Body body) {
        return new WasiCase(function, errno, situation, EnumSet.allOf(WasiFiles.class), body);
    }

    /** Returns a row for the host's file system: its situation needs what only the host can make. */
    static WasiCase onHost(String function, Errno errno, String situation, Body body) {
        return where(WasiFiles::onHost, function, errno, situation, body);
    }

    /** Returns a row for Linux's own calls: Java's files cannot do what its situation takes. */
    static WasiCase onLinux(String function, Errno errno, String situation, Body body) {
        return where(WasiFiles::isLinux, function, errno, situation, body);
    }

    /** Returns a row for all file systems but Java's, which cannot do what its situation takes. */
    static WasiCase exceptNio(String function, Errno errno, String situation, Body body) {
        return where(files -> files != WasiFiles.NIO, function, errno, situation, body);
    }

    private static WasiCase where(
            Predicate<WasiFiles> which, String function, Errno errno, String situation, Body body) {
        Set<WasiFiles> files = Arrays.stream(WasiFiles.values())
                .filter(which)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(WasiFiles.class)));
        return new WasiCase(function, errno, situation, files, body);
    }

    /** Returns all rows. */
    static List<WasiCase> all() {
        return Stream.of(
                        WasiProcessCases.ALL,
                        WasiSocketCases.ALL,
                        WasiDescriptorCases.ALL,
                        WasiStreamCases.ALL,
                        WasiPathCases.ALL,
                        WasiEntryCases.ALL,
                        WasiLookupCases.ALL,
                        WasiHostCases.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return errno + " for " + situation;
    }
}
