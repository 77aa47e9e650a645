package dev.terrace.core.text;

import dev.terrace.core.InvalidException;
import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses instructions, folded and flat in any mixture, and writes their encoding (specification, section 6.5).
 *
 * <p>What is open at any moment, blocks and folded instructions whose operands come first, is a stack of {@link Frame}s,
 * so that no nesting in the text becomes a recursion. A folded instruction is encoded when its immediates have been
 * read, and waits in {@code pending} until its closing parenthesis:
 *
 * <pre>
 * text       (i32.add (local.get 0) (i32.const 1))
 * pending     add                                     the encodings of all open folded instructions, outermost first
 * out                  local.get 0   i32.const 1  add
 * </pre>
 */
final class InstructionParser {
    private static final int NO_HINT = -1;
    /** Words that are no instructions but stand near them; if one is met as such, it is in the wrong place. */
    private static final Set<String> MISPLACED =
            Set.of("export", "import", "type", "param", "result", "local", "then", "do", "item", "offset");

    private final TokenCursor in;
    private final Annotations annotations;
    private final ImmediateParser immediates;
    private final BranchHints hints;
    private final List<Frame> frames = new ArrayList<>();
    private final BinaryWriter pending = new BinaryWriter();
    private MappedBytes out;
    private FunctionScope function;
    private boolean takesHints;

    InstructionParser(TokenCursor in, Annotations annotations, ImmediateParser immediates, BranchHints hints) {
        this.in = in;
        this.annotations = annotations;
        this.immediates = immediates;
        this.hints = hints;
    }

    /** What an open construct expects next. */
    private enum State {
        /** Any instruction; {@code end} closes it. */
        FLAT_BLOCK,
        /** Any instruction; a parenthesis closes it and ends a block. */
        FOLDED_BLOCK,
        /** Any instruction; a parenthesis closes it: an arm of a folded block, such as {@code (then ...)}. */
        ARM,
        /** Folded instructions; a parenthesis closes it and emits what is pending. */
        OPERANDS,
        /** Folded instructions, then {@code (then ...)}. */
        CONDITION,
        /** {@code (else ...)} or the end of a folded {@code if}. */
        AFTER_THEN,
        /** {@code (do ...)}. */
        BEFORE_DO,
        /** {@code (catch ...)}, {@code (catch_all ...)}, {@code (delegate ...)} or the end of a folded {@code try}. */
        HANDLERS,
        /** The end of a folded block that has all its arms. */
        COMPLETE
    }

    /** An open construct. */
    private static final class Frame {
        private final Opcode op;
        private final String label;
        private final int pendingStart;
        private final int sourceOffset;
        private final int hint;
        private State state;
        /** How far a flat block has come: {@code else} and {@code catch_all} are the last that can follow. */
        private Opcode lastDivider;

        Frame(State state, Opcode op, String label, int pendingStart, int sourceOffset, int hint) {
            this.state = state;
            this.op = op;
            this.label = label;
            this.pendingStart = pendingStart;
            this.sourceOffset = sourceOffset;
            this.hint = hint;
        }

        boolean takesInstructions() {
            return state == State.FLAT_BLOCK || state == State.FOLDED_BLOCK || state == State.ARM;
        }
    }

    /** Parses the instructions of a function up to the closing parenthesis, and writes them with their end. */
    void body(MappedBytes body, FunctionScope scope) {
        begin(body, scope, true);
        sequence();
        finish();
    }

    /** Parses the instructions of a constant expression up to the closing parenthesis, and writes them with their end. */
    void expression(MappedBytes expression) {
        begin(expression, new FunctionScope(), false);
        sequence();
        finish();
    }

    /** Parses a constant expression that is a single folded instruction, and writes it with its end. */
    void foldedExpression(MappedBytes expression) {
        if (in.kind() != TokenKind.OPEN) {
            throw in.unexpected("an instruction in parentheses");
        }
        begin(expression, new FunctionScope(), false);
        do {
            step();
        } while (!frames.isEmpty());
        finish();
    }

    private void begin(MappedBytes target, FunctionScope scope, boolean inFunction) {
        out = target;
        function = scope;
        takesHints = inFunction;
    }

    private void finish() {
        out.mark(in.offset());
        ImmediateParser.writeOpcode(out.bytes(), Opcode.END);
    }

    private void sequence() {
        while (!frames.isEmpty() || !in.isClose()) {
            step();
        }
    }

    /** Parses the beginning, a dividing keyword, or the end of one construct. */
    private void step() {
        Frame frame = frames.isEmpty() ? null : frames.getLast();
        int hint = takesHints ? takeHint() : NO_HINT;
        boolean takesFlat = frame == null || frame.takesInstructions();
        boolean takesFolded =
                takesFlat || frame.state == State.OPERANDS || (frame.state == State.CONDITION && !in.isForm("then"));
        if (in.kind() == TokenKind.OPEN && takesFolded) {
            folded(hint);
        } else if (in.kind() == TokenKind.KEYWORD && takesFlat) {
            flat(frame, hint);
        } else if (hint != NO_HINT) {
            throw invalidTarget();
        } else if (in.kind() == TokenKind.OPEN) {
            openArm(frame);
        } else if (in.isClose()) {
            close(frame);
        } else {
            throw in.unexpected(takesFlat ? "an instruction" : "a parenthesis");
        }
    }

    private Opcode opcode() {
        Opcode op = in.kind() == TokenKind.KEYWORD ? Opcode.ofText(in.text()) : null;
        if (op == null) {
            boolean isUnknown = in.kind() == TokenKind.KEYWORD && !MISPLACED.contains(in.text());
            throw isUnknown
                    ? in.malformed("unknown operator " + SourceText.quotable(in.text()))
                    : in.unexpected("an instruction");
        }
        return op;
    }

    /** Parses a keyword outside of parentheses: a plain instruction, or a part of a flat block. */
    private void flat(Frame frame, int hint) {
        Opcode op = opcode();
        checkHint(op, hint);
        int offset = in.offset();
        switch (op) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                in.next();
                String label = in.optionalId();
                emit(op, offset, hint);
                blockImmediates(op, out.bytes());
                function.labels().enter(label);
                frames.add(new Frame(State.FLAT_BLOCK, op, label, pending.size(), offset, NO_HINT));
            }
            case ELSE, CATCH, CATCH_ALL -> divide(frame, op);
            case END -> {
                checkFlat(frame);
                in.next();
                checkLabel(frame);
                emit(Opcode.END, offset, NO_HINT);
                leave();
            }
            case DELEGATE -> {
                checkFlat(frame);
                if (frame.op != Opcode.TRY || frame.lastDivider != null) {
                    throw in.unexpected("an instruction");
                }
                in.next();
                delegate(offset);
            }
            default -> {
                in.next();
                addHint(hint);
                out.mark(offset);
                immediates.write(op, function, out.bytes());
            }
        }
    }

    private void checkFlat(Frame frame) {
        if (frame == null || frame.state != State.FLAT_BLOCK) {
            throw in.unexpected("an instruction");
        }
    }

    private void divide(Frame frame, Opcode op) {
        checkFlat(frame);
        boolean fits = op == Opcode.ELSE ? frame.op == Opcode.IF : frame.op == Opcode.TRY;
        if (!fits || frame.lastDivider == Opcode.ELSE || frame.lastDivider == Opcode.CATCH_ALL) {
            throw in.unexpected("an instruction");
        }
        frame.lastDivider = op;
        int offset = in.offset();
        in.next();
        if (op == Opcode.ELSE) {
            checkLabel(frame);
        }
        out.mark(offset);
        immediates.write(op, function, out.bytes());
    }

    /** Parses the label that may follow {@code else} and {@code end}; it must be the block's. */
    private void checkLabel(Frame frame) {
        int offset = in.offset();
        String label = in.optionalId();
        if (label != null && !label.equals(frame.label)) {
            throw in.malformed("mismatching label $" + label, offset);
        }
    }

    private void blockImmediates(Opcode op, BinaryWriter target) {
        immediates.blockType(target);
        if (op == Opcode.TRY_TABLE) {
            immediates.catchClauses(function.labels(), target);
        }
    }

    /** Parses what follows the parenthesis of a folded instruction, up to its first operand or the block's content. */
    private void folded(int hint) {
        int offset = in.offset();
        in.next();
        Opcode op = opcode();
        checkHint(op, hint);
        int pendingStart = pending.size();
        switch (op) {
            case BLOCK, LOOP, TRY, TRY_TABLE -> {
                in.next();
                String label = in.optionalId();
                emit(op, offset, NO_HINT);
                blockImmediates(op, out.bytes());
                function.labels().enter(label);
                State state = op == Opcode.TRY ? State.BEFORE_DO : State.FOLDED_BLOCK;
                frames.add(new Frame(state, op, label, pendingStart, offset, NO_HINT));
            }
            case IF -> {
                in.next();
                String label = in.optionalId();
                ImmediateParser.writeOpcode(pending, op);
                blockImmediates(op, pending);
                frames.add(new Frame(State.CONDITION, op, label, pendingStart, offset, hint));
            }
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE -> throw in.unexpected("an instruction");
            default -> {
                in.next();
                immediates.write(op, function, pending);
                frames.add(new Frame(State.OPERANDS, op, null, pendingStart, offset, hint));
            }
        }
    }

    /** Parses the beginning of the next arm of a folded block. */
    private void openArm(Frame frame) {
        int offset = in.offset();
        switch (frame.state) {
            case CONDITION -> {
                in.expectForm("then");
                emitPending(frame);
                function.labels().enter(frame.label);
                frame.state = State.AFTER_THEN;
                addArm(offset);
            }
            case AFTER_THEN -> {
                in.expectForm("else");
                emit(Opcode.ELSE, offset, NO_HINT);
                frame.state = State.COMPLETE;
                addArm(offset);
            }
            case BEFORE_DO -> {
                in.expectForm("do");
                frame.state = State.HANDLERS;
                addArm(offset);
            }
            case HANDLERS -> handler(frame);
            default -> throw in.unexpected(")");
        }
    }

    private void addArm(int offset) {
        frames.add(new Frame(State.ARM, null, null, pending.size(), offset, NO_HINT));
    }

    private void handler(Frame frame) {
        int offset = in.offset();
        if (in.openForm("catch")) {
            frame.lastDivider = Opcode.CATCH;
            out.mark(offset);
            immediates.write(Opcode.CATCH, function, out.bytes());
            addArm(offset);
        } else if (in.openForm("catch_all")) {
            frame.state = State.COMPLETE;
            emit(Opcode.CATCH_ALL, offset, NO_HINT);
            addArm(offset);
        } else if (frame.lastDivider == null && in.openForm("delegate")) {
            delegate(offset);
            in.expectClose();
            in.expectClose();
        } else {
            throw in.unexpected("a handler");
        }
    }

    /** Parses the label of a {@code delegate}, which ends its {@code try}; the label is one around that. */
    private void delegate(int offset) {
        leave();
        out.mark(offset);
        immediates.write(Opcode.DELEGATE, function, out.bytes());
    }

    private void close(Frame frame) {
        if (frame == null) {
            throw in.unexpected("an instruction");
        }
        switch (frame.state) {
            case OPERANDS -> {
                emitPending(frame);
                frames.removeLast();
            }
            case ARM -> frames.removeLast();
            case FOLDED_BLOCK, AFTER_THEN, HANDLERS, COMPLETE -> {
                emit(Opcode.END, in.offset(), NO_HINT);
                leave();
            }
            case CONDITION -> throw in.unexpected("(then");
            case BEFORE_DO -> throw in.unexpected("(do");
            case FLAT_BLOCK -> throw in.unexpected("end");
        }
        in.next();
    }

    private void leave() {
        frames.removeLast();
        function.labels().leave();
    }

    private void emit(Opcode op, int sourceOffset, int hint) {
        addHint(hint);
        out.mark(sourceOffset);
        ImmediateParser.writeOpcode(out.bytes(), op);
    }

    private void emitPending(Frame frame) {
        addHint(frame.hint);
        out.mark(frame.sourceOffset);
        out.bytes().append(pending, frame.pendingStart);
        pending.truncate(frame.pendingStart);
    }

    private void addHint(int hint) {
        if (hint != NO_HINT) {
            hints.add(out.bytes().size(), hint);
        }
    }

    /** Takes the branch hint before the next token; {@link #NO_HINT} if there is none. */
    private int takeHint() {
        List<Annotation> found = annotations.take(Annotation.BRANCH_HINT, in);
        if (found.isEmpty()) {
            return NO_HINT;
        }
        if (found.size() > 1) {
            throw annotations.malformed(found.get(1), "duplicate annotation");
        }
        TokenCursor content = new TokenCursor(found.getFirst().content());
        byte[] value = content.strings();
        if (!content.atEnd()) {
            throw content.unexpected("a string");
        }
        if (value.length != 1 || value[0] < 0 || value[0] > 1) {
            throw annotations.malformed(found.getFirst(), "malformed hint, \\00 or \\01 expected");
        }
        return value[0];
    }

    private void checkHint(Opcode op, int hint) {
        if (hint != NO_HINT && op != Opcode.IF && op != Opcode.BR_IF) {
            throw invalidTarget();
        }
    }

    private InvalidException invalidTarget() {
        return new InvalidException("@" + Annotation.BRANCH_HINT + " annotation: invalid target", in.position());
    }
}
