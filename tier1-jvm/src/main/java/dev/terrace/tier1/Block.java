package dev.terrace.tier1;

import java.util.List;
import org.objectweb.asm.Label;

/** A structured instruction whose end the translator has not reached. */
final class Block {
    /** What a block is. */
    enum Type {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        ELSE,
        TRY_TABLE,
        /** The body of a legacy {@code try}. */
        TRY,
        /** A {@code catch} or {@code catch_all} of it; the exception is an operand below the part's own. */
        CATCH
    }

    final List<Kind> params;
    final List<Kind> results;

    /** How many operands are below the parameters. */
    final int size;

    /** The variable of the first parameter or result. */
    final int variable;

    /** Where branches to the block go: the beginning of a loop, and the end of everything else. */
    final Label label = new Label();

    /** What it is: an {@link Type#IF} becomes an {@link Type#ELSE}, a {@link Type#TRY} a {@link Type#CATCH}. */
    Type type;

    /** The number in the function's table of blocks. */
    int number;

    /** Where the {@code else} of an {@link Type#IF} begins, or what an exception of another tag goes on at. */
    Label otherwise;

    /** The code of a {@link Type#TRY_TABLE} or {@link Type#TRY}, whose exceptions are handled. */
    Guard guard;

    /** Whether a jump goes to the label. */
    boolean targeted;

    Block(Type type, int number, BlockKinds kinds, int size, int variable) {
        this.type = type;
        this.number = number;
        this.params = kinds.params();
        this.results = kinds.results();
        this.size = size;
        this.variable = variable;
    }

    /** Returns the kinds of the values that a branch to the label brings. */
    List<Kind> branchKinds() {
        return type == Type.LOOP ? params : results;
    }
}
