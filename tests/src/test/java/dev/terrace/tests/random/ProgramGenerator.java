package dev.terrace.tests.random;

import dev.terrace.V128;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Generates random programs. Equal seeds make equal programs. */
final class ProgramGenerator {
    private static final int PAGE_LOG2 = MemoryType.DEFAULT_PAGE_SIZE_LOG2;

    private final long seed;
    private final SplittableRandom random;

    private ProgramGenerator(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    static Program generate(long seed) {
        return new ProgramGenerator(seed).program();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private Program program() {
        boolean atomics = oneIn(3);
        boolean exceptions = oneIn(4);
        boolean references = oneIn(3);
        List<FuncType> types = new ArrayList<>();
        int typeCount = random.nextInt(2, 6);
        for (int i = 0; i < typeCount; i++) {
            FuncType type = type(references);
            if (!types.contains(type)) {
                types.add(type);
            }
        }
        List<FuncType> functions = new ArrayList<>();
        List<Boolean> usesFuel = new ArrayList<>();
        int functionCount = random.nextInt(1, 6);
        for (int i = 0; i < functionCount; i++) {
            functions.add(types.get(random.nextInt(types.size())));
            usesFuel.add(!oneIn(3));
        }
        List<Integer> elements = new ArrayList<>();
        int tableSize = random.nextInt(4, 12);
        for (int i = 0; i < tableSize; i++) {
            elements.add(oneIn(8) ? -1 : random.nextInt(functionCount));
        }
        List<byte[]> data = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            byte[] bytes = new byte[random.nextInt(0, 40)];
            random.nextBytes(bytes);
            data.add(bytes);
        }
        List<Kind> globals = new ArrayList<>();
        for (int i = random.nextInt(1, 7); i > 0; i--) {
            globals.add(plainKind(references));
        }
        ModulePlan plan = new ModulePlan(
                functions,
                usesFuel,
                types,
                memories(atomics),
                globals,
                elements,
                data.stream().map(bytes -> bytes.length).toList(),
                atomics,
                exceptions,
                references);
        List<Program.Function> bodies = new ArrayList<>();
        for (int i = 0; i < functionCount; i++) {
            int budget = oneIn(10) ? 200 : random.nextInt(5, 70);
            bodies.add(new FunctionGenerator(random, plan, i, budget).generate());
        }
        return new Program(
                seed,
                types,
                bodies,
                plan.memories(),
                globals.stream()
                        .map(kind -> FunctionGenerator.constant(random, kind))
                        .toList(),
                tableSize,
                elements,
                data,
                calls(functions));
    }

    private List<MemoryType> memories(boolean atomics) {
        List<MemoryType> memories = new ArrayList<>();
        int count = oneIn(4) ? 2 : 1;
        for (int i = 0; i < count; i++) {
            AddressType address = oneIn(4) ? AddressType.I64 : AddressType.I32;
            boolean shared = atomics && oneIn(3);
            if (oneIn(8)) {
                int size = MemoryGenerator.SIZE + random.nextInt(100);
                memories.add(new MemoryType(address, Limits.of(size, size + random.nextInt(100)), shared, 0));
            } else {
                int pages = random.nextInt(1, 3);
                memories.add(new MemoryType(address, Limits.of(pages, pages + random.nextInt(3)), shared, PAGE_LOG2));
            }
        }
        return memories;
    }

    private FuncType type(boolean references) {
        return new FuncType(kinds(references, oneIn(8) ? 18 : 5), kinds(references, oneIn(8) ? 14 : 3));
    }

    private List<ValType> kinds(boolean references, int most) {
        List<ValType> kinds = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            kinds.add(plainKind(references).type());
        }
        return kinds;
    }

    private Kind plainKind(boolean references) {
        while (true) {
            Kind kind = Kind.PLAIN.get(random.nextInt(Kind.PLAIN.size()));
            if (references || !kind.isRef()) {
                return kind;
            }
        }
    }

    private List<Program.Call> calls(List<FuncType> functions) {
        List<Program.Call> calls = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < functions.size(); i++) {
                List<Object> arguments = new ArrayList<>();
                for (ValType param : functions.get(i).params()) {
                    arguments.add(argument(Kind.of(param), functions.size()));
                }
                calls.add(new Program.Call(i, arguments));
            }
        }
        return calls;
    }

    private Object argument(Kind kind, int functions) {
        return switch (kind) {
            case I32 -> EdgeValues.i32(random);
            case I64 -> EdgeValues.i64(random);
            case F32 -> Float.intBitsToFloat(EdgeValues.f32(random));
            case F64 -> Double.longBitsToDouble(EdgeValues.f64(random));
            case V128 -> new V128(EdgeValues.v128(random), EdgeValues.v128(random));
            case FUNCREF -> new Program.FunctionArgument(random.nextInt(-1, functions));
            default -> "object " + random.nextInt(3);
        };
    }
}
