package dev.terrace.examples;

import java.nio.charset.StandardCharsets;

/** What answers a query of the web shop: {@link PluginReceipts} by a guest, {@link PlainReceipts} in Java. */
@FunctionalInterface
interface Receipts {

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body JSON in UTF-8
     */
    record Answer(int status, byte[] body) {
        static Answer of(int status, String body) {
            return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers a query such as {@code item=apple&count=3&item=green%20tea}. */
    Answer answer(String query);
}
