package dev.terrace.ffm.linux;

import java.util.ArrayDeque;

/** Stacks of one size that are used again. Any thread may take one and give it back. */
public final class WasmStackPool {
    /** So many idle stacks keep all their memory: to take it away and get it again costs more than all the rest. */
    private static final int WARM_STACKS = 8;

    /** How much of each other one keeps its memory: what most calls need. */
    private static final long KEPT_BYTES = 32 << 10;

    private final long stackBytes;
    private final long areaBytes;
    private final int idleStacks;
    private final ArrayDeque<WasmStack> idle = new ArrayDeque<>();

    /**
     * Makes a pool without stacks.
     *
     * @param stackBytes how many bytes frames may have on each stack
     * @param areaBytes how many bytes above the stack belong to whoever has it
     * @param idleStacks how many stacks that nobody uses are kept
     */
    public WasmStackPool(long stackBytes, long areaBytes, int idleStacks) {
        this.stackBytes = stackBytes;
        this.areaBytes = areaBytes;
        this.idleStacks = idleStacks;
    }

    /**
     * Takes a stack. What it and its area hold is left over from others.
     *
     * @throws SystemCallException if there is none left over and the system refuses the memory for one
     */
    public WasmStack take() {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return WasmStack.allocate(stackBytes, areaBytes);
    }

    /** Gives a stack back that no code runs on, to the pool that it comes from. */
    public void give(WasmStack stack) {
        if (idle() >= WARM_STACKS) {
            stack.discardBelow(KEPT_BYTES);
        }
        synchronized (this) {
            if (idle.size() < idleStacks) {
                idle.push(stack);
                return;
            }
        }
        stack.release();
    }

    /** Returns how many stacks nobody uses. */
    public synchronized int idle() {
        return idle.size();
    }
}
