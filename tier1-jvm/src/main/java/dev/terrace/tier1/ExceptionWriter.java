package dev.terrace.tier1;

import dev.terrace.WasmException;
import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.tier1.support.Exceptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes what throws and what handles exceptions. They are Java's, and so are the handlers: each {@code try_table} and each
 * legacy {@code try} has one, for {@link WasmException} alone, which compares the tags one after the other.
 *
 * <pre>
 *   try_table (catch $a 1) (catch_all 0)     start:    body
 *     body                                   end:      goto behind
 *   end                                      handler:  exception = what was caught
 *                                                      if (its tag is not $a) goto next
 *                                                      payload to where label 1 has it; goto label 1
 *                                            next:     goto label 0
 *                                            behind:
 * </pre>
 *
 * <p>The parts of a legacy {@code try} stand where the clauses do above. They have the exception as an operand below their
 * own, for {@code rethrow}. What {@code delegate} catches is thrown again at the end of the block that it names, where the
 * handlers of the blocks between are none any more.
 *
 * <p>Operands below a block stay in their variables until it ends, so handlers find them; locals are what they were when
 * the exception was thrown.
 */
final class ExceptionWriter {
    private static final String EXCEPTIONS = Names.of(Exceptions.class);
    private static final String EXCEPTION = Names.of(WasmException.class);
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final List<Kind> REFERENCE = List.of(Kind.REF);

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final Code code;
    private final Operands operands;

    /** Where what is delegated to a block is thrown again. */
    private final Map<Block, Label> delegates = new HashMap<>();

    ExceptionWriter(FunctionWriter writer, InstructionReader in) {
        this.writer = writer;
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    // Throwing

    /** Writes {@code throw}. */
    void throwNew() {
        writer.at(in.offset());
        List<Kind> payload = payload(in.index());
        int first = operands.settleUnder(payload.size());
        code.constant(Signature.slots(payload));
        code.newArray(Opcodes.T_LONG);
        storeNumbers(payload, first);
        if (payload.contains(Kind.REF)) {
            code.constant(Signature.slots(payload));
            code.type(Opcodes.ANEWARRAY, Names.OBJECT);
            storeReferences(payload, first);
        } else {
            code.op(Opcodes.ACONST_NULL);
        }
        operands.pop(payload.size());
        writer.loadContext();
        code.constant(in.index());
        code.invokeStatic(EXCEPTIONS, "create", "([J[" + OBJECT + Names.CONTEXT_DESCRIPTOR + "I)L" + EXCEPTION + ";");
        code.op(Opcodes.ATHROW);
    }

    private void storeNumbers(List<Kind> payload, int first) {
        int slot = 0;
        for (int i = 0; i < payload.size(); i++) {
            int operand = first + i;
            switch (payload.get(i)) {
                case REF -> {}
                case V128 -> {
                    storeBits(slot, () -> operands.putHalf(operand, false));
                    storeBits(slot + 1, () -> operands.putHalf(operand, true));
                }
                default ->
                    storeBits(slot, () -> {
                        operands.put(operand);
                        code.toBits(operands.kind(operand));
                    });
            }
            slot += payload.get(i).slots();
        }
    }

    private void storeBits(int slot, Runnable push) {
        code.op(Opcodes.DUP);
        code.constant(slot);
        push.run();
        code.op(Opcodes.LASTORE);
    }

    private void storeReferences(List<Kind> payload, int first) {
        int slot = 0;
        for (int i = 0; i < payload.size(); i++) {
            if (payload.get(i) == Kind.REF) {
                code.op(Opcodes.DUP);
                code.constant(slot);
                operands.put(first + i);
                code.op(Opcodes.AASTORE);
            }
            slot += payload.get(i).slots();
        }
    }

    /** Writes {@code throw_ref}. */
    void throwReference() {
        writer.at(in.offset());
        operands.take(1);
        throwAgain();
    }

    /** Writes {@code rethrow} of what a part of a {@code try} has caught. */
    void rethrow(Block part) {
        writer.at(in.offset());
        loadException(part);
        throwAgain();
    }

    private void throwAgain() {
        code.invokeStatic(EXCEPTIONS, "again", "(" + OBJECT + ")L" + EXCEPTION + ";");
        code.op(Opcodes.ATHROW);
    }

    private List<Kind> payload(int tag) {
        return Signature.kinds(writer.module.tags().get(tag).func().params());
    }

    // Code whose exceptions are handled

    /** Begins it; all operands are settled. */
    void begin(Block block, List<CatchClause> clauses) {
        block.guard = new Guard(clauses);
        writer.guards++;
        resume(block);
    }

    /** Begins it where the method begins to be written, if that is inside. */
    void resume(Block block) {
        Guard guard = block.guard;
        if (guard != null && !guard.ended && guard.start == null && code.isWritten()) {
            guard.start = new Label();
            guard.startPosition = code.position();
            code.mark(guard.start);
        }
    }

    /**
     * Leaves the code out that follows until {@link #resume}: a branch moves values to where handlers have operands of outer
     * blocks.
     */
    void interrupt(Block block) {
        Guard guard = block.guard;
        if (guard != null && !guard.ended) {
            endRange(guard);
        }
    }

    private void endRange(Guard guard) {
        if (guard.start != null) {
            Label end = new Label();
            code.mark(end);
            if (guard.startPosition < code.position()) {
                guard.ranges.add(new Label[] {guard.start, end});
            }
            guard.start = null;
        }
    }

    /** Ends it; returns whether anything can be thrown to the handler. */
    private boolean end(Guard guard, Label handler) {
        endRange(guard);
        guard.ended = true;
        writer.guards--;
        for (Label[] range : guard.ranges) {
            code.tryCatch(range[0], range[1], handler, EXCEPTION);
        }
        return !guard.ranges.isEmpty() || !code.isWritten();
    }

    /** Begins a handler; what it has caught becomes the one operand of the block. */
    private void handle(Label handler, Block block) {
        operands.restore(block.size, List.of());
        code.handler(handler, writer.frame(), EXCEPTION);
        code.invokeStatic(EXCEPTIONS, "caught", "(L" + EXCEPTION + ";)" + OBJECT);
        code.variable(Opcodes.ASTORE, operands.freeVariable());
        operands.restore(block.size, REFERENCE);
    }

    /** Writes what pushes the exception that a handler has caught. */
    private void loadException(Block block) {
        code.load(Kind.REF, operands.variable(block.size));
    }

    private void throwCaught(Block block) {
        loadException(block);
        code.cast(EXCEPTION);
        code.op(Opcodes.ATHROW);
    }

    /** Writes a jump that is taken if the exception that was caught has another tag. */
    private void unlessTag(Block block, int tag, Label other) {
        loadException(block);
        writer.loadContext();
        code.constant(tag);
        code.invokeStatic(EXCEPTIONS, "hasTag", "(" + OBJECT + Names.CONTEXT_DESCRIPTOR + "I)Z");
        code.jump(Opcodes.IFEQ, other);
    }

    /** Writes what pushes the payload of the exception that was caught; returns its kinds. */
    private List<Kind> pushPayload(Block block, int tag) {
        List<Kind> payload = payload(tag);
        int slot = 0;
        for (Kind kind : payload) {
            for (Kind half : kind == Kind.V128 ? List.of(Kind.I64, Kind.I64) : List.of(kind)) {
                loadException(block);
                code.constant(slot++);
                if (half == Kind.REF) {
                    code.invokeStatic(EXCEPTIONS, "reference", "(" + OBJECT + "I)" + OBJECT);
                } else {
                    code.invokeStatic(EXCEPTIONS, "bits", "(" + OBJECT + "I)J");
                    code.fromBits(half);
                }
            }
        }
        return payload;
    }

    /**
     * Ends the body of a {@code try_table} and writes its handler. The end of the body does not go on here.
     *
     * @param enclosing the blocks around it, innermost last
     * @param branch writes a branch to a block with the values on Java's stack
     */
    void endTryTable(Block block, List<Block> enclosing, Consumer<Block> branch) {
        Label handler = new Label();
        if (!end(block.guard, handler)) {
            return;
        }
        handle(handler, block);
        for (CatchClause clause : block.guard.clauses) {
            Label next = new Label();
            if (clause.kind().hasTag()) {
                unlessTag(block, clause.tag(), next);
                pushPayload(block, clause.tag());
            }
            if (clause.kind().hasRef()) {
                loadException(block);
            }
            branch.accept(enclosing.get(enclosing.size() - 1 - clause.label()));
            if (!clause.kind().hasTag()) {
                return;
            }
            writer.join(next);
        }
        throwCaught(block);
    }

    // The legacy instructions

    /**
     * Begins a {@code catch} or, with a tag of -1, a {@code catch_all}. The end of the part before does not go on here.
     *
     * @return whether it can be reached
     */
    boolean beginCatch(Block block, int tag) {
        if (block.type == Block.Type.TRY) {
            Label handler = new Label();
            block.type = Block.Type.CATCH;
            if (!end(block.guard, handler)) {
                return false;
            }
            handle(handler, block);
        } else if (block.otherwise != null) {
            operands.restore(block.size, REFERENCE);
            writer.join(block.otherwise);
            block.otherwise = null;
        } else {
            return false;
        }
        if (tag >= 0) {
            block.otherwise = new Label();
            unlessTag(block, tag, block.otherwise);
            pushPayload(block, tag).forEach(operands::push);
        }
        return true;
    }

    /** Ends the last part of a {@code try}: what none has caught is thrown on. */
    void endCatch(Block block) {
        if (block.otherwise != null) {
            operands.restore(block.size, REFERENCE);
            writer.join(block.otherwise);
            block.otherwise = null;
            throwCaught(block);
        }
    }

    /** Ends a {@code try} without parts, which handles nothing. */
    void endTry(Block block) {
        block.guard.ended = true;
        writer.guards--;
    }

    /** Ends a {@code try} with a {@code delegate}. */
    void endDelegate(Block block, Block target) {
        endRange(block.guard);
        boolean throwing = !block.guard.ranges.isEmpty();
        end(block.guard, throwing ? delegates.computeIfAbsent(target, _ -> new Label()) : null);
    }

    /** Writes, where a block or a part of one ends, what throws on that which was delegated to it. */
    void endDelegates(Block block, boolean reached) {
        if (!delegates.isEmpty()) {
            endDelegates(block, reached, delegates.remove(block));
        }
    }

    private void endDelegates(Block block, boolean reached, Label handler) {
        if (handler == null) {
            return;
        }
        Label behind = new Label();
        if (reached) {
            operands.settleAll();
            code.jump(Opcodes.GOTO, behind);
        }
        code.handler(handler, writer.frame(block.size), EXCEPTION);
        code.op(Opcodes.ATHROW);
        if (reached) {
            writer.join(behind);
        }
    }
}
