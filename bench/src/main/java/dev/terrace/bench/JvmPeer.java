package dev.terrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** A runtime inside this JVM, so one that JMH can measure. */
sealed interface JvmPeer extends Peer permits TerracePeer, ChicoryPeer {

    /** Makes an instance of a kernel that it {@linkplain #runs runs}. */
    LoadedKernel load(Kernel kernel);

    /** Loads a program that it {@linkplain #runs runs}, to be run any number of times. */
    LoadedProgram load(Program program);

    /**
     * Does all that it does with a module before there are instances: decodes, validates, compiles.
     *
     * @return what holds the code, for the caller to keep alive
     */
    Object compile(byte[] bytes);

    /** Returns all of them: Terrace's first, from the lowest tier up. */
    static List<JvmPeer> available() {
        List<JvmPeer> peers = new ArrayList<>(TerracePeer.available());
        peers.add(new ChicoryPeer(false));
        peers.add(new ChicoryPeer(true));
        return List.copyOf(peers);
    }

    /**
     * Returns the peer of a name, among variants of Terrace also.
     *
     * @throws NoSuchElementException if there is none
     */
    static JvmPeer named(String name) {
        List<JvmPeer> peers = new ArrayList<>(available());
        peers.addAll(TerracePeer.variants());
        return Peer.named(name, peers);
    }
}
