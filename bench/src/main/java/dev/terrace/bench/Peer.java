package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** A way to run kernels in this JVM: Terrace with one of its tiers, or another runtime. */
sealed interface Peer permits TerracePeer, ChicoryInterpreter {

    /** Returns what it is called in reports and options. */
    String name();

    /** Returns whether it has all features that a kernel needs. */
    boolean runs(Kernel kernel);

    /** Makes an instance of a kernel that it {@linkplain #runs runs}. */
    LoadedKernel load(Kernel kernel);

    /** Returns all peers that there are: Terrace's first, from the lowest tier up. */
    static List<Peer> available() {
        List<Peer> peers = new ArrayList<>(TerracePeer.available());
        peers.add(new ChicoryInterpreter());
        return List.copyOf(peers);
    }

    /**
     * Returns the peer of a name.
     *
     * @throws NoSuchElementException if there is none
     */
    static Peer named(String name) {
        return available().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no peer \"%s\"; there are: %s"
                        .formatted(name, available().stream().map(Peer::name).toList())));
    }
}
