package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** A runtime inside this JVM, so one that JMH can measure. */
sealed interface JvmPeer extends Peer permits TerracePeer, ChicoryPeer {

    /** Makes an instance of a kernel that it {@linkplain #runs runs}. */
    LoadedKernel load(Kernel kernel);

    /** Returns all of them: Terrace's first, from the lowest tier up. */
    static List<JvmPeer> available() {
        List<JvmPeer> peers = new ArrayList<>(TerracePeer.available());
        peers.add(new ChicoryPeer(false));
        peers.add(new ChicoryPeer(true));
        return List.copyOf(peers);
    }

    /**
     * Returns the peer of a name.
     *
     * @throws NoSuchElementException if there is none
     */
    static JvmPeer named(String name) {
        return Peer.named(name, available());
    }
}
