package dev.terrace.tier2.regalloc;

import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.machine.Operand.Place;
import dev.terrace.tier2.machine.Operand.Role;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.machine.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes functions by chance: nested branches, switches and loops with parameters, and instructions with all roles and places
 * of operands, which never need more registers than there are.
 */
final class RandomMachineFunction {
    private final Random random;
    private final Registers registers;
    private final MachineFunction function;
    private final List<MachineBlock> cold = new ArrayList<>();

    /** The virtual registers that can be read, those of inner scopes last. */
    private final List<Integer> scope = new ArrayList<>();

    /** How many of 100 instructions are calls. */
    private final int calls;

    private MachineBlock block;
    private int budget;
    private int loopDepth;
    private boolean inCold;
    private int numbers;

    private RandomMachineFunction(long seed, Registers registers, int size) {
        random = new Random(seed);
        this.registers = registers;
        function = new MachineFunction("random " + seed);
        budget = size;
        calls = random.nextInt(3) * random.nextInt(10);
    }

    static MachineFunction make(long seed, Registers registers, int size) {
        return new RandomMachineFunction(seed, registers, size).make();
    }

    /** Returns some of a processor's registers: so many of each kind. */
    static Registers registers(int general, int vector) {
        int[] generals = new int[general];
        Arrays.setAll(generals, k -> k);
        int[] vectors = new int[vector];
        Arrays.setAll(vectors, k -> Registers.FIRST_VECTOR + k);
        String[] names = new String[64];
        Arrays.setAll(names, k -> k < Registers.FIRST_VECTOR ? "r" + k : "x" + (k - Registers.FIRST_VECTOR));
        return new Registers(generals, vectors, general, Registers.FIRST_VECTOR + vector, names);
    }

    private MachineFunction make() {
        start(newBlock());
        int parameters = random.nextInt(1 + Math.min(6, registers.general().length));
        List<Operand> operands = new ArrayList<>();
        for (int k = 0; k < parameters; k++) {
            operands.add(
                    Operand.defFixed(define(RegisterClass.GENERAL), registers.general()[k]));
        }
        operands.add(Operand.defFixed(define(floatingType()), registers.vector()[0]));
        add(HashInstruction.Kind.HASH, 0, operands);
        for (RegisterClass type : RegisterClass.values()) {
            add(HashInstruction.Kind.HASH, 0, List.of(Operand.def(define(type))));
        }
        statements(0);
        finish();
        function.blocks().addAll(cold);
        for (int k = 0; k < function.blocks().size(); k++) {
            function.blocks().get(k).index = k;
        }
        for (MachineBlock from : function.blocks()) {
            for (MachineBlock.Edge edge : from.successors) {
                edge.target().predecessors.add(from);
            }
        }
        return function;
    }

    // --- blocks ---

    private MachineBlock newBlock() {
        MachineBlock made = new MachineBlock();
        made.loopDepth = loopDepth;
        made.cold = inCold;
        return made;
    }

    private void start(MachineBlock next) {
        (next.cold ? cold : function.blocks()).add(next);
        block = next;
    }

    private void add(HashInstruction.Kind kind, long clobbers, List<Operand> operands) {
        block.instructions.add(new HashInstruction(numbers++, kind, clobbers, operands.toArray(Operand[]::new)));
    }

    private void jump(MachineBlock target, int... arguments) {
        add(HashInstruction.Kind.HASH, 0, List.of());
        block.successors.add(new MachineBlock.Edge(target, arguments));
    }

    private void branch(MachineBlock... targets) {
        List<Operand> operands = new ArrayList<>();
        operands.add(new Operand(
                any(RegisterClass.GENERAL), Role.USE, random.nextBoolean() ? Place.REGISTER : Place.ANY, 0));
        if (random.nextInt(4) == 0) {
            operands.add(Operand.temp(function.newRegister(RegisterClass.GENERAL)));
        }
        add(HashInstruction.Kind.HASH, 0, operands);
        for (MachineBlock target : targets) {
            block.successors.add(new MachineBlock.Edge(target, new int[0]));
        }
    }

    private void finish() {
        List<Operand> operands = new ArrayList<>();
        int count = random.nextInt(1 + Math.min(2, registers.general().length));
        for (int k = 0; k < count; k++) {
            operands.add(Operand.useFixed(any(RegisterClass.GENERAL), registers.general()[k]));
        }
        add(HashInstruction.Kind.HASH, 0, operands);
    }

    // --- virtual registers ---

    private RegisterClass floatingType() {
        return random.nextBoolean() ? RegisterClass.FLOAT : RegisterClass.VECTOR;
    }

    private int define(RegisterClass type) {
        int register = function.newRegister(type);
        scope.add(register);
        return register;
    }

    private int any(RegisterClass type) {
        int choice = random.nextInt(6);
        for (int attempt = 0; attempt < 20; attempt++) {
            // Mostly what has been made just now, sometimes something older, or from the beginning of the function.
            int window = Math.min(scope.size(), choice < 4 ? 8 : 40);
            int register = scope.get(
                    choice < 5 ? scope.size() - 1 - random.nextInt(window) : random.nextInt(Math.min(window, 12)));
            if (function.classOf(register) == type) {
                return register;
            }
        }
        for (int k = scope.size() - 1; ; k--) {
            if (function.classOf(scope.get(k)) == type) {
                return scope.get(k);
            }
        }
    }

    private RegisterClass anyType() {
        int number = random.nextInt(8);
        return number < 5 ? RegisterClass.GENERAL : number < 7 ? RegisterClass.FLOAT : RegisterClass.VECTOR;
    }

    // --- statements ---

    private void statements(int depth) {
        int count = depth == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(12);
        for (int k = 0; k < count && budget > 0; k++) {
            int choice = random.nextInt(depth < 6 ? 24 : 20);
            switch (choice) {
                case 20, 21 -> branches(depth);
                case 22 -> loop(depth);
                case 23 -> coldPath(depth);
                default -> instruction();
            }
        }
    }

    private RegisterClass[] parameterTypes() {
        RegisterClass[] types = new RegisterClass[random.nextInt(5)];
        Arrays.setAll(types, k -> anyType());
        return types;
    }

    private int[] arguments(RegisterClass[] types) {
        return Arrays.stream(types).mapToInt(this::any).toArray();
    }

    private void parameters(MachineBlock of, RegisterClass[] types) {
        of.parameters = Arrays.stream(types).mapToInt(this::define).toArray();
    }

    private void branches(int depth) {
        MachineBlock[] arms = new MachineBlock[random.nextInt(5) == 0 ? 2 + random.nextInt(5) : 2];
        Arrays.setAll(arms, k -> newBlock());
        branch(arms);
        MachineBlock merge = newBlock();
        RegisterClass[] types = parameterTypes();
        for (int k = 0; k < arms.length; k++) {
            int outer = scope.size();
            start(arms[k]);
            if (random.nextInt(3) > 0) {
                statements(depth + 1);
            }
            if (k > 0 && random.nextInt(10) == 0) {
                finish();
            } else {
                jump(merge, arguments(types));
            }
            scope.subList(outer, scope.size()).clear();
        }
        start(merge);
        parameters(merge, types);
    }

    private void coldPath(int depth) {
        if (inCold) {
            return;
        }
        inCold = true;
        MachineBlock arm = newBlock();
        inCold = false;
        MachineBlock other = newBlock();
        MachineBlock merge = newBlock();
        RegisterClass[] types = parameterTypes();
        branch(other, arm);
        int outer = scope.size();
        start(other);
        jump(merge, arguments(types));
        inCold = true;
        start(arm);
        call();
        statements(depth + 1);
        jump(merge, arguments(types));
        inCold = false;
        scope.subList(outer, scope.size()).clear();
        start(merge);
        parameters(merge, types);
    }

    private void loop(int depth) {
        RegisterClass[] types = parameterTypes();
        int[] initial = arguments(types);
        loopDepth++;
        MachineBlock header = newBlock();
        header.loopHeader = true;
        MachineBlock back = newBlock();
        loopDepth--;
        jump(header, initial);
        loopDepth++;
        start(header);
        parameters(header, types);
        int outer = scope.size();
        MachineBlock exit = null;
        statements(depth + 1);
        if (random.nextInt(3) == 0) {
            // A second way out, which meets the first one behind the loop.
            loopDepth--;
            MachineBlock out = newBlock();
            exit = newBlock();
            loopDepth++;
            MachineBlock on = newBlock();
            branch(out, on);
            start(out);
            jump(exit);
            start(on);
            statements(depth + 1);
        }
        loopDepth--;
        MachineBlock out = newBlock();
        loopDepth++;
        branch(back, out);
        start(back);
        jump(header, arguments(types));
        loopDepth--;
        start(out);
        if (exit != null) {
            scope.subList(outer, scope.size()).clear();
            jump(exit);
            start(exit);
        }
    }

    // --- instructions ---

    private void instruction() {
        budget--;
        int choice = random.nextInt(100);
        if (choice < calls) {
            call();
        } else if (choice < 60) {
            arithmetic();
        } else if (choice < 66) {
            add(HashInstruction.Kind.CONSTANT, 0, List.of(Operand.def(define(anyType()))));
        } else if (choice < 70) {
            RegisterClass type = anyType();
            int source = any(type);
            add(HashInstruction.Kind.MOVE, 0, List.of(place(source), Operand.def(define(type))));
        } else if (choice < 76 && registers.general().length > 2) {
            division();
        } else {
            mixture();
        }
    }

    private Operand place(int register) {
        return random.nextInt(3) == 0 ? Operand.useAny(register) : Operand.use(register);
    }

    private void arithmetic() {
        RegisterClass type = anyType();
        int left = any(type);
        int right = random.nextInt(8) == 0 ? left : any(type);
        boolean same = random.nextInt(3) > 0;
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.use(left));
        if (random.nextInt(4) > 0) {
            operands.add(place(right));
        }
        int result = define(type);
        operands.add(same ? Operand.defSame(result, 0) : Operand.def(result));
        add(HashInstruction.Kind.HASH, 0, operands);
    }

    private void division() {
        int first = registers.general()[0];
        int second = registers.general()[1];
        int dividend = any(RegisterClass.GENERAL);
        int divisor = any(RegisterClass.GENERAL);
        add(
                HashInstruction.Kind.HASH,
                0,
                List.of(
                        Operand.useFixed(dividend, first),
                        place(divisor),
                        Operand.defFixed(define(RegisterClass.GENERAL), first),
                        Operand.tempFixed(function.newRegister(RegisterClass.GENERAL), second)));
    }

    private void call() {
        List<Operand> operands = new ArrayList<>();
        long results = 0;
        for (RegisterClass type : List.of(RegisterClass.GENERAL, floatingType())) {
            int[] all = registers.of(type);
            int count = random.nextInt(1 + Math.min(all.length, 6));
            for (int k = 0; k < count; k++) {
                operands.add(Operand.useFixed(any(type), all[k]));
            }
            if (count < all.length && random.nextInt(3) == 0) {
                operands.add(place(any(type)));
            }
        }
        for (RegisterClass type : List.of(RegisterClass.GENERAL, floatingType())) {
            int count = random.nextInt(3);
            for (int k = 0; k < count; k++) {
                int physical = registers.of(type)[k];
                operands.add(Operand.defFixed(define(type), physical));
                results |= 1L << physical;
            }
        }
        long clobbers = registers.all();
        if (random.nextInt(6) == 0) {
            clobbers &= random.nextLong();
        }
        add(HashInstruction.Kind.HASH, clobbers & ~results, operands);
    }

    /** Adds an instruction with any operands at all that can be placed. */
    private void mixture() {
        List<Operand> operands = new ArrayList<>();
        List<Integer> results = new ArrayList<>();
        long clobbers = 0;
        for (boolean vector : new boolean[] {false, true}) {
            clobbers |= mixture(vector, operands, results);
        }
        scope.addAll(results);
        add(HashInstruction.Kind.HASH, clobbers, operands);
    }

    private long mixture(boolean vector, List<Operand> operands, List<Integer> results) {
        int[] all = registers.of(vector ? RegisterClass.FLOAT : RegisterClass.GENERAL);
        long early = 0;
        long late = 0;
        long clobbers = 0;
        if (random.nextInt(4) == 0) {
            clobbers = 1L << all[random.nextInt(all.length)];
            late |= clobbers;
        }
        int reads = 0;
        int both = 0;
        int writes = 0;
        int attempts = random.nextInt(7);
        for (int k = 0; k < attempts; k++) {
            RegisterClass type = vector ? floatingType() : RegisterClass.GENERAL;
            int physical = all[random.nextInt(all.length)];
            long bit = 1L << physical;
            int choice = random.nextInt(10);
            int fixed = Long.bitCount(early | late);
            boolean roomEarly = reads + both + Long.bitCount(early) < all.length;
            boolean roomLate = both + writes + Long.bitCount(late) < all.length;
            boolean room = roomEarly && roomLate && both + fixed < all.length;
            boolean roomFixedEarly =
                    roomEarly && (early & bit) == 0 && both + Long.bitCount(early | late | bit) <= all.length;
            boolean roomFixedLate =
                    roomLate && (late & bit) == 0 && both + Long.bitCount(early | late | bit) <= all.length;
            int made = function.newRegister(type);
            if (choice < 2 && roomEarly) {
                operands.add(Operand.use(any(type)));
                reads++;
            } else if (choice == 2 && roomEarly) {
                // It needs a register, too, if it is a constant.
                operands.add(Operand.useAny(any(type)));
                reads++;
            } else if (choice == 3 && room) {
                operands.add(Operand.useLate(any(type)));
                both++;
            } else if (choice == 4 && room) {
                operands.add(new Operand(any(type), Role.USE, Place.REGISTER, 0));
                operands.add(Operand.defSame(made, operands.size() - 1));
                results.add(made);
                both++;
            } else if (choice == 5 && room) {
                operands.add(Operand.temp(made));
                if (random.nextBoolean()) {
                    results.add(made);
                }
                both++;
            } else if (choice == 6 && roomLate) {
                operands.add(random.nextBoolean() ? Operand.def(made) : Operand.defAny(made));
                results.add(made);
                writes++;
            } else if (choice == 7 && roomFixedEarly) {
                operands.add(Operand.useFixed(any(type), physical));
                early |= bit;
            } else if (choice == 8 && roomFixedLate) {
                operands.add(Operand.defFixed(made, physical));
                results.add(made);
                late |= bit;
            } else if (choice == 9 && roomFixedEarly && roomFixedLate) {
                if (random.nextBoolean()) {
                    operands.add(Operand.useFixed(any(type), physical));
                    operands.add(Operand.defSame(made, operands.size() - 1));
                    results.add(made);
                } else {
                    operands.add(new Operand(any(type), Role.USE_LATE, Place.FIXED, physical));
                }
                early |= bit;
                late |= bit;
            }
        }
        return clobbers;
    }
}
