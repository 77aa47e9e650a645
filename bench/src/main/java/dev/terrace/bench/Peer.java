package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** A way to run WebAssembly: Terrace with one of its tiers, or another runtime. */
sealed interface Peer permits JvmPeer, NodePeer {

    /** Returns what it is called in reports and options. */
    String name();

    /** Returns whether it has all features that a workload needs. */
    boolean runs(Workload workload);

    /** Returns the command line of a process that runs a WASI command, with the process's own streams. */
    List<String> command(Program program);

    /** Returns all peers that there are: Terrace's first, from the lowest tier up. */
    static List<Peer> available() {
        List<Peer> peers = new ArrayList<>(JvmPeer.available());
        NodePeer.find().ifPresent(peers::add);
        return List.copyOf(peers);
    }

    /**
     * Returns the peer of a name, among variants of Terrace also.
     *
     * @throws NoSuchElementException if there is none
     */
    static Peer named(String name) {
        List<Peer> peers = new ArrayList<>(available());
        peers.addAll(TerracePeer.variants());
        return named(name, peers);
    }

    /**
     * Returns the one of some peers that has a name.
     *
     * @throws NoSuchElementException if there is none
     */
    static <P extends Peer> P named(String name, List<P> peers) {
        return peers.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no peer \"%s\"; there are: %s"
                        .formatted(name, peers.stream().map(Peer::name).toList())));
    }
}
