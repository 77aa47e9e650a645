package dev.terrace.bench;

import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options of reports that compare peers. */
final class PeerOptions {
    @Option(names = "--peer", split = ",", paramLabel = "NAME", description = "Only these peers.")
    private List<String> names = List.of();

    @Option(
            names = "--compare",
            split = ",",
            paramLabel = "PEER:BASELINE",
            description = "How many times as fast as which other a peer is; each pair is a column.")
    private List<String> pairs = List.of();

    /**
     * Returns the peers to measure.
     *
     * @param usual which of those that there are to measure unless others are asked for
     */
    List<Peer> peers(Predicate<Peer> usual) {
        return names.isEmpty()
                ? Peer.available().stream().filter(usual).toList()
                : names.stream().map(Peer::named).toList();
    }

    /** Returns the pairs to compare. */
    List<Comparison> comparisons() {
        return pairs.isEmpty()
                ? Comparison.DEFAULT
                : pairs.stream().map(Comparison::parse).toList();
    }
}
