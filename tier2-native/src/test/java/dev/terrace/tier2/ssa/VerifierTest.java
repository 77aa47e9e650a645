package dev.terrace.tier2.ssa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.opcode.Opcode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private final Function function = new Function("f", List.of(Type.I32));
    private final Block entry = function.newBlock();
    private final Block next = function.newBlock();
    private final Value param = function.newParam(entry, Type.I32, 0);
    private final Value sum =
            function.newValue(Op.COMPUTE, Type.I32, Opcode.I32_ADD, new Value[] {param, param}, 0, 0, null, 0);

    @BeforeEach
    void build() {
        sum.block = entry;
        entry.values.add(sum);
        entry.end = Terminator.jump(new Edge(next), 0);
        next.end = leave(sum);
    }

    private static Terminator leave(Value... results) {
        return Terminator.leave(Terminator.Kind.RETURN, results, 0, null, 0);
    }

    private void assertWrong(String message) {
        IllegalStateException wrong = assertThrows(IllegalStateException.class, () -> Verifier.verify(function));
        assertEquals("f: " + message, wrong.getMessage());
    }

    @Test
    void aFunctionThatIsRightIsAccepted() {
        Verifier.verify(function);
    }

    @Test
    void aBlockNeedsAnEnd() {
        next.end = null;
        assertWrong("b1 has no end");
    }

    @Test
    void edgesHaveValuesForParameters() {
        function.newParam(next, Type.I64, 0);
        assertWrong("the edge from b0 to b1 has 0 values for 1 parameters");
        entry.end = Terminator.jump(new Edge(next, sum), 0);
        assertWrong("the edge from b0 to b1 has the i32 v1 for the i64 v2");
    }

    @Test
    void valuesComeBeforeTheirUses() {
        entry.values.remove(sum);
        next.values.add(sum);
        sum.block = next;
        entry.end = Terminator.branch(sum, new Edge(next), new Edge(next), 0);
        assertWrong("branch in b0 uses v1 of b1, which does not come before it");
    }

    @Test
    void valuesThatWereRemovedAreNotUsed() {
        entry.values.remove(sum);
        assertWrong("return in b1 uses v1, which is in no block");
    }

    @Test
    void operandsHaveTheTypesOfTheInstruction() {
        sum.args[1] = function.constant(Type.I64, 1, 0);
        assertWrong("v1 in b0 is not of the form of compute i32.add");
    }

    @Test
    void resultsAreThoseOfTheFunction() {
        next.end = leave();
        assertWrong("the end of b1 (return) is not of its form");
    }

    @Test
    void theEntryHasNoPredecessors() {
        next.end = Terminator.jump(new Edge(entry, sum), 0);
        assertWrong("b1 leads to the entry");
    }

    @Test
    void allBlocksAreReached() {
        Block lost = function.newBlock();
        lost.end = leave(param);
        assertWrong("b2 cannot be reached");
    }
}
