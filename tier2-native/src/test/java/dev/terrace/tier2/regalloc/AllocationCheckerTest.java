package dev.terrace.tier2.regalloc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllocationCheckerTest {
    private final Registers registers = RandomMachineFunction.registers(4, 3);

    /** An allocation with one move left out, or one operand in another place. */
    private record Damaged(Allocation right, MachineBlock block, int instruction, int operand, int by)
            implements Allocation {
        @Override
        public int location(MachineBlock at, int index, int of) {
            int location = right.location(at, index, of);
            return at == block && index == instruction && of == operand ? location + by : location;
        }

        @Override
        public List<Move> before(MachineBlock at, int index) {
            List<Move> moves = right.before(at, index);
            return operand < 0 && at == block && index == instruction ? moves.subList(0, moves.size() - 1) : moves;
        }

        @Override
        public int frameBytes() {
            return right.frameBytes();
        }
    }

    @Test
    void a_read_of_a_wrong_place_is_found() {
        int damages = 0;
        for (int seed = 0; seed < 300; seed++) {
            MachineFunction function = RandomMachineFunction.make(seed, registers, 40);
            Allocation allocation = RegisterAllocator.allocate(function, registers);
            Random random = new Random(seed);
            MachineBlock block = function.blocks().get(0);
            int index = random.nextInt(block.instructions.size());
            var operands = block.instructions.get(index).operands();
            if (operands.length == 0 || !operands[0].isUse()) {
                continue;
            }
            Damaged damaged = new Damaged(allocation, block, index, 0, random.nextBoolean() ? 1 : -1);
            if (holdsTheSame(function, damaged)) {
                continue;
            }
            damages++;
            assertThrows(
                    IllegalStateException.class,
                    () -> AllocationChecker.check(function, registers, damaged),
                    function.name());
        }
        assertTrue(damages > 30);
    }

    @Test
    void a_move_that_is_missing_is_found_whenever_it_matters() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            MachineFunction function = RandomMachineFunction.make(seed, registers, 40);
            Allocation allocation = RegisterAllocator.allocate(function, registers);
            for (MachineBlock block : function.blocks()) {
                for (int index = 0; index < block.instructions.size(); index++) {
                    if (!allocation.before(block, index).isEmpty()) {
                        Damaged damaged = new Damaged(allocation, block, index, -1, 0);
                        found += isRight(function, damaged) ? 0 : 1;
                        assertTrue(!isRight(function, damaged) || holdsTheSame(function, damaged), function.name());
                    }
                }
            }
        }
        assertTrue(found > 300);
    }

    private boolean isRight(MachineFunction function, Allocation allocation) {
        try {
            return AllocationChecker.check(function, registers, allocation);
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private boolean holdsTheSame(MachineFunction function, Allocation allocation) {
        try {
            return MachineInterpreter.run(function, 500)
                    == MachineInterpreter.run(function, registers, allocation, 500);
        } catch (IndexOutOfBoundsException _) {
            return false;
        }
    }
}
