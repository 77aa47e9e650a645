package dev.terrace.tier2.regalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterAllocatorTest {
    /** How many functions are tried for each size of the register file; -Dterrace.regalloc.functions=n tries more. */
    private static final int FUNCTIONS = Integer.getInteger("terrace.regalloc.functions", 200);

    private final MachineFunction function = new MachineFunction("f");
    private final Registers registers = RandomMachineFunction.registers(4, 4);
    private int numbers;

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "3, 3", "4, 3", "6, 4", "12, 15"})
    void allocated_functions_compute_what_virtual_registers_do(int general, int vector) {
        Registers file = RandomMachineFunction.registers(general, vector);
        for (int seed = 0; seed < FUNCTIONS; seed++) {
            MachineFunction made = RandomMachineFunction.make(seed, file, seed % 10 == 0 ? 400 : 60);
            Allocation allocation = RegisterAllocator.allocate(made, file);
            AllocationChecker.check(made, file, allocation);
            assertEquals(
                    MachineInterpreter.run(made, 2000),
                    MachineInterpreter.run(made, file, allocation, 2000),
                    made.name());
        }
    }

    @Test
    void the_same_function_is_allocated_the_same_way_each_time() {
        for (int seed = 0; seed < 50; seed++) {
            MachineFunction made = RandomMachineFunction.make(seed, registers, 100);
            assertEquals(print(made), print(made));
        }
    }

    private String print(MachineFunction made) {
        Allocation allocation = RegisterAllocator.allocate(made, registers);
        StringBuilder text = new StringBuilder();
        for (MachineBlock block : made.blocks()) {
            for (int index = 0; index < block.instructions.size(); index++) {
                for (Allocation.Move move : allocation.before(block, index)) {
                    text.append(move.from()).append(">").append(move.to()).append(' ');
                }
                for (int k = 0; k < block.instructions.get(index).operands().length; k++) {
                    text.append(allocation.location(block, index, k)).append(' ');
                }
            }
        }
        return text.toString();
    }

    /** A loop that is entered from one block, and goes back from another behind its header. */
    private final class Loop {
        private final MachineBlock entry = block(0);
        private final MachineBlock header = block(1);
        private final MachineBlock back = block(1);
        private final MachineBlock exit = block(0);

        Loop() {
            header.loopHeader = true;
            edge(header, back);
            edge(header, exit);
        }

        /** Returns how many moves there are in the loop. */
        int moves(Allocation allocation) {
            return RegisterAllocatorTest.moves(allocation, header).size()
                    + RegisterAllocatorTest.moves(allocation, back).size();
        }
    }

    @Test
    void a_loop_counter_stays_in_one_register() {
        Loop loop = new Loop();
        int start = general();
        int counter = general();
        int next = general();
        loop.header.parameters = new int[] {counter};
        add(loop.entry, 0, Operand.def(start));
        jump(loop.entry, loop.header, start);
        add(loop.header, 0, Operand.use(counter), Operand.defSame(next, 0));
        add(loop.header, 0, Operand.use(next));
        jump(loop.back, loop.header, next);
        add(loop.exit, 0, Operand.useFixed(next, 0));
        Allocation allocation = allocate();
        assertEquals(0, moves(allocation, loop.entry).size() + loop.moves(allocation));
    }

    @Test
    void a_value_that_lives_through_a_loop_with_a_call_is_stored_before_and_loaded_behind_the_loop() {
        Loop loop = new Loop();
        int through = general();
        int condition = general();
        add(loop.entry, 0, Operand.def(through));
        add(loop.entry, 0, Operand.use(through));
        jump(loop.entry, loop.header);
        call(loop.header, Operand.defFixed(condition, 0));
        add(loop.header, 0, Operand.use(condition));
        jump(loop.back, loop.header);
        add(loop.exit, 0, Operand.use(through));
        Allocation allocation = allocate();
        assertEquals(1, moves(allocation, loop.entry).size());
        assertEquals(0, loop.moves(allocation));
        assertEquals(1, moves(allocation, loop.exit).size());
    }

    @Test
    void a_value_that_lives_across_many_calls_is_stored_once() {
        MachineBlock entry = block(0);
        int value = general();
        add(entry, 0, Operand.def(value));
        for (int k = 0; k < 10; k++) {
            add(entry, 0, Operand.use(value));
            call(entry);
        }
        add(entry, 0, Operand.use(value));
        add(entry, 0);
        List<Allocation.Move> moves = moves(allocate(), entry);
        assertEquals(1, moves.stream().filter(move -> move.to() < 0).count());
        assertEquals(10, moves.stream().filter(move -> move.from() < 0).count());
    }

    @Test
    void a_value_that_a_call_in_a_cold_block_would_destroy_is_stored_and_loaded_in_that_block_only() {
        MachineBlock entry = block(0);
        MachineBlock other = block(0);
        MachineBlock merge = block(0);
        MachineBlock cold = block(0);
        cold.cold = true;
        int value = general();
        add(entry, 0, Operand.def(value));
        add(entry, 0, Operand.use(value));
        edge(entry, other);
        edge(entry, cold);
        jump(other, merge);
        add(merge, 0, Operand.use(value));
        add(merge, 0, Operand.use(value));
        call(cold);
        jump(cold, merge);
        Allocation allocation = allocate();
        assertEquals(
                0,
                moves(allocation, entry).size()
                        + moves(allocation, other).size()
                        + moves(allocation, merge).size());
        assertEquals(2, moves(allocation, cold).size());
    }

    @Test
    void a_constant_is_made_again_instead_of_being_stored() {
        MachineBlock entry = block(0);
        int value = general();
        entry.instructions.add(new HashInstruction(numbers++, HashInstruction.Kind.CONSTANT, 0, Operand.def(value)));
        add(entry, 0, Operand.use(value));
        call(entry);
        add(entry, 0, Operand.use(value));
        add(entry, 0);
        Allocation allocation = allocate();
        List<Allocation.Move> moves = moves(allocation, entry);
        assertEquals(1, moves.size());
        assertEquals(entry.instructions.get(0), moves.get(0).rematerialized());
        assertEquals(0, allocation.frameBytes());
    }

    @Test
    void arguments_are_computed_in_the_registers_of_the_call() {
        MachineBlock entry = block(0);
        int first = general();
        int second = general();
        int sum = general();
        add(entry, 0, Operand.defFixed(first, 0), Operand.defFixed(second, 1));
        add(entry, 0, Operand.use(second), Operand.use(first), Operand.defSame(sum, 0));
        call(entry, Operand.useFixed(first, 0), Operand.useFixed(sum, 1));
        add(entry, 0);
        assertEquals(List.of(), moves(allocate(), entry));
    }

    @Test
    void slots_of_values_that_do_not_live_at_the_same_time_are_shared() {
        MachineBlock entry = block(0);
        for (int k = 0; k < 5; k++) {
            int value = general();
            add(entry, 0, Operand.def(value));
            call(entry);
            add(entry, 0, Operand.use(value));
        }
        add(entry, 0);
        assertEquals(16, allocate().frameBytes());
    }

    @Test
    void a_memory_operand_reads_the_slot() {
        MachineBlock entry = block(0);
        int value = general();
        add(entry, 0, Operand.def(value));
        call(entry);
        add(entry, 0, Operand.useAny(value));
        add(entry, 0);
        Allocation allocation = allocate();
        assertEquals(1, moves(allocation, entry).size());
        assertTrue(allocation.location(entry, 2, 0) < 0);
    }

    @Test
    void an_instruction_that_needs_more_registers_than_there_are_is_an_error() {
        MachineBlock entry = block(0);
        Operand[] uses = new Operand[5];
        for (int k = 0; k < uses.length; k++) {
            int value = general();
            add(entry, 0, Operand.def(value));
            uses[k] = Operand.use(value);
        }
        add(entry, 0, uses);
        add(entry, 0);
        assertThrows(IllegalStateException.class, this::allocate);
    }

    @Test
    void a_register_that_is_read_before_it_is_written_is_an_error() {
        MachineBlock entry = block(0);
        MachineBlock left = block(0);
        MachineBlock right = block(0);
        MachineBlock merge = block(0);
        int value = general();
        add(entry, 0);
        edge(entry, left);
        edge(entry, right);
        add(left, 0, Operand.def(value));
        jump(left, merge);
        jump(right, merge);
        add(merge, 0, Operand.use(value));
        assertThrows(IllegalArgumentException.class, this::allocate);
    }

    @Test
    void a_function_whose_values_live_in_too_many_blocks_is_refused() {
        int count = 8_000;
        List<Operand> values = new ArrayList<>();
        MachineBlock last = block(0);
        for (int k = 0; k < count; k++) {
            int value = general();
            add(last, 0, Operand.def(value));
            values.add(Operand.useAny(value));
        }
        for (int k = 0; k < count; k++) {
            MachineBlock next = block(0);
            jump(last, next);
            last = next;
        }
        add(last, 0, values.toArray(Operand[]::new));
        CompilationRefusedException refusal = assertThrows(CompilationRefusedException.class, this::allocate);
        assertEquals("too many values live in too many blocks", refusal.getMessage());
    }

    private Allocation allocate() {
        Allocation allocation = RegisterAllocator.allocate(function, registers);
        AllocationChecker.check(function, registers, allocation);
        return allocation;
    }

    private static List<Allocation.Move> moves(Allocation allocation, MachineBlock block) {
        List<Allocation.Move> moves = new ArrayList<>();
        for (int index = 0; index < block.instructions.size(); index++) {
            moves.addAll(allocation.before(block, index));
        }
        return moves;
    }

    private int general() {
        return function.newRegister(RegisterClass.GENERAL);
    }

    private MachineBlock block(int loopDepth) {
        MachineBlock block = new MachineBlock();
        block.index = function.blocks().size();
        block.loopDepth = loopDepth;
        function.blocks().add(block);
        return block;
    }

    private void add(MachineBlock block, long clobbers, Operand... operands) {
        block.instructions.add(new HashInstruction(numbers++, HashInstruction.Kind.HASH, clobbers, operands));
    }

    private void call(MachineBlock block, Operand... operands) {
        long results = 0;
        for (Operand operand : operands) {
            results |= operand.isUse() ? 0 : 1L << operand.number();
        }
        add(block, registers.all() & ~results, operands);
    }

    private void jump(MachineBlock from, MachineBlock to, int... arguments) {
        add(from, 0);
        edge(from, to, arguments);
    }

    private static void edge(MachineBlock from, MachineBlock to, int... arguments) {
        from.successors.add(new MachineBlock.Edge(to, arguments));
        to.predecessors.add(from);
    }
}
