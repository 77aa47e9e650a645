package dev.terrace.tests;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.Atomics;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier2.run.RuntimeFunction;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Executes a function in SSA form, block by block. References are Java objects here. */
final class SsaExecution implements CompiledFunction {
    private final Function function;
    private final boolean signals;

    SsaExecution(Function function, boolean signals) {
        this.function = function;
        this.signals = signals;
    }

    @Override
    public FunctionInstance enter(WasmFunction callee, ExecutionStack stack, int base) {
        int top = stack.top;
        Activation activation = new Activation(callee, stack, base);
        try {
            return activation.run();
        } catch (StackOverflowError error) {
            throw new Trap(TrapKind.STACK_EXHAUSTED, error);
        } finally {
            stack.top = top;
        }
    }

    private final class Activation {
        private final ModuleInstance instance;
        private final ExecutionStack stack;
        private final int base;

        /** Where the arguments of callees are. */
        private final int behind;

        /** By the number of a value: its bits, a vector's high half, a reference. */
        private final long[] low = new long[function.valueBound()];

        private final long[] high = new long[function.valueBound()];
        private final Object[] refs = new Object[function.valueBound()];

        Activation(WasmFunction callee, ExecutionStack stack, int base) {
            this.instance = callee.instance();
            this.stack = stack;
            this.base = base;
            this.behind = base + Math.max(1, callee.code().info().frameSlots());
            stack.ensure(behind);
        }

        FunctionInstance run() {
            int slot = base;
            for (Value param : function.entry().params) {
                slot = fetch(param, slot);
            }
            Arrays.fill(stack.refs, base, behind, null);
            Block block = function.entry();
            while (true) {
                for (Value value : block.values) {
                    execute(value);
                }
                Terminator end = block.end;
                switch (end.kind) {
                    case JUMP -> block = follow(end.edges[0]);
                    case BRANCH -> block = follow(end.edges[i32(end.args[0]) != 0 ? 0 : 1]);
                    case SWITCH -> {
                        long index = Integer.toUnsignedLong(i32(end.args[0]));
                        block = follow(end.edges[(int) Math.min(index, end.edges.length - 1L)]);
                    }
                    case RETURN -> {
                        leave(end.args, 0, base);
                        return null;
                    }
                    case TAIL_CALL, TAIL_CALL_IMPORT -> {
                        leave(end.args, 0, base);
                        return instance.function((int) end.immediate);
                    }
                    case TAIL_CALL_RECORD -> {
                        leave(end.args, 1, base);
                        return (FunctionInstance) refs[end.args[0].id];
                    }
                    case TRAP -> throw new Trap((TrapKind) end.detail);
                }
            }
        }

        /** Takes a value from the stack; returns the slot behind it. */
        private int fetch(Value value, int slot) {
            low[value.id] = value.type == Type.I32 || value.type == Type.F32
                    ? stack.slots[slot] & 0xFFFF_FFFFL
                    : stack.slots[slot];
            if (value.type == Type.V128) {
                high[value.id] = stack.slots[slot + 1];
                return slot + 2;
            }
            if (value.type == Type.REF) {
                refs[value.id] = stack.refs[slot];
                stack.refs[slot] = null;
            }
            return slot + 1;
        }

        /** Puts values on the stack; returns the slot behind them. */
        private int leave(Value[] values, int first, int at) {
            int slot = at;
            for (int i = first; i < values.length; i++) {
                Value value = values[i];
                stack.ensure(slot + 2);
                stack.refs[slot] = value.type == Type.REF ? ref(value) : null;
                stack.slots[slot++] = bits(value);
                if (value.type == Type.V128) {
                    stack.slots[slot++] = highBits(value);
                }
            }
            return slot;
        }

        private Block follow(Edge edge) {
            List<Value> params = edge.target.params;
            long[] newLow = new long[params.size()];
            long[] newHigh = new long[params.size()];
            Object[] newRefs = new Object[params.size()];
            for (int i = 0; i < newLow.length; i++) {
                newLow[i] = bits(edge.args[i]);
                newHigh[i] = highBits(edge.args[i]);
                newRefs[i] = ref(edge.args[i]);
            }
            for (int i = 0; i < newLow.length; i++) {
                set(params.get(i), newLow[i], newHigh[i], newRefs[i]);
            }
            return edge.target;
        }

        private void set(Value value, long lowBits, long highBits, Object ref) {
            low[value.id] = lowBits;
            high[value.id] = highBits;
            refs[value.id] = ref;
        }

        private long bits(Value value) {
            return value.isConst() ? value.immediate : low[value.id];
        }

        private long highBits(Value value) {
            return value.isConst() ? value.immediate2 : high[value.id];
        }

        private Object ref(Value value) {
            return value.isConst() ? null : refs[value.id];
        }

        private int i32(Value value) {
            return (int) bits(value);
        }

        private void execute(Value value) {
            Value[] args = value.args;
            switch (value.op) {
                case COMPUTE -> compute(value);
                case SELECT -> {
                    Value chosen = i32(args[0]) != 0 ? args[1] : args[2];
                    set(value, bits(chosen), highBits(chosen), ref(chosen));
                }
                case RESULT -> {}
                case MEMORY_BASE ->
                    set(value, instance.memory((int) value.immediate).segment().byteSize(), 0, null);
                case MEMORY_BYTES ->
                    set(value, instance.memory((int) value.immediate).segment().byteSize(), 0, null);
                case CHECK_BOUNDS -> {
                    long end = bits(args[0]) + value.immediate;
                    if (Long.compareUnsigned(end, value.immediate) < 0
                            || Long.compareUnsigned(end, bits(args[1])) > 0) {
                        throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
                    }
                }
                case CHECK_ALIGNMENT -> {
                    long mask = (1L << value.opcode.widthLog2()) - 1;
                    if ((bits(args[0]) + value.immediate & mask) != 0) {
                        throw new Trap(TrapKind.UNALIGNED_ATOMIC);
                    }
                }
                case LOAD -> load(value);
                case STORE -> store(value);
                case ATOMIC -> atomic(value);
                case FENCE -> {}
                case GLOBAL_GET -> {
                    GlobalInstance global = instance.global((int) value.immediate);
                    long mask = value.type == Type.I32 || value.type == Type.F32 ? 0xFFFF_FFFFL : -1;
                    set(value, global.bits() & mask, value.type == Type.V128 ? global.highBits() : 0, null);
                }
                case GLOBAL_SET -> {
                    GlobalInstance global = instance.global((int) value.immediate);
                    global.setBits(bits(args[0]));
                    if (args[0].type == Type.V128) {
                        global.setHighBits(highBits(args[0]));
                    }
                }
                case CALL, CALL_IMPORT -> call(value, instance.function((int) value.immediate), 0);
                case CALL_RECORD -> call(value, (FunctionInstance) ref(args[0]), 1);
                case TABLE_FUNCTION -> set(value, 0, 0, tableFunction(value));
                case NON_NULL -> {
                    if (ref(args[0]) == null) {
                        throw new Trap((TrapKind) value.detail);
                    }
                    set(value, 0, 0, ref(args[0]));
                }
                case RUNTIME -> runtime(value);
                case POLL -> stack.interruption.poll();
                case BURN -> stack.burn(value.immediate);
                case BURN_LENGTH -> stack.burn(bits(args[0]) >>> value.immediate);
                case PARAM, CONST -> throw new AssertionError(value.op);
            }
        }

        private void compute(Value value) {
            Value[] args = value.args;
            if (value.opcode.prefix() == Opcode.PREFIX_SIMD) {
                long[] slots = new long[8];
                for (int i = 0; i < args.length; i++) {
                    slots[2 * i] = bits(args[i]);
                    slots[2 * i + 1] = highBits(args[i]);
                }
                SsaArithmetic.vector(value.opcode, slots, value.immediate, value.immediate2);
                set(value, slots[6], slots[7], null);
            } else if (value.type == null) {
                long[] results = SsaArithmetic.wide(
                        value.opcode, Arrays.stream(args).mapToLong(this::bits).toArray());
                List<Value> values = value.block.values;
                int place = values.indexOf(value);
                set(values.get(place + 1), results[0], 0, null);
                set(values.get(place + 2), results[1], 0, null);
            } else if (args[0].type == Type.REF) {
                set(value, ref(args[0]) == null ? 1 : 0, 0, null);
            } else {
                long second = args.length > 1 ? bits(args[1]) : 0;
                set(value, SsaArithmetic.scalar(value.opcode, args[0].type, bits(args[0]), second), 0, null);
            }
        }

        // Memories

        private LinearMemory memory(Value access) {
            if (access.args[0].op != Op.MEMORY_BASE) {
                throw new IllegalStateException("no base of a memory: " + access.args[0]);
            }
            return instance.memory((int) access.args[0].immediate);
        }

        /** Returns where an access is. Accesses of memories that are not guarded have been checked before. */
        private long place(Value access) {
            LinearMemory memory = memory(access);
            long place = bits(access.args[1]) + access.immediate;
            long bytes = 1L << access.opcode.widthLog2();
            if (place < 0 || place > memory.segment().byteSize() - bytes) {
                boolean guarded = signals
                        && memory.type().address() == AddressType.I32
                        && memory.type().pageSizeLog2() == 16;
                if (!guarded) {
                    throw new IllegalStateException("an access that was not checked: " + access);
                }
                throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
            }
            if (bits(access.args[0]) > memory.segment().byteSize()) {
                throw new IllegalStateException("the memory has shrunk");
            }
            return place;
        }

        private void load(Value access) {
            MemorySegment bytes = memory(access).segment();
            long place = place(access);
            int width = 1 << access.opcode.widthLog2();
            long lowBits = bits(bytes, place, Math.min(width, Long.BYTES));
            long highBits = width > Long.BYTES ? bits(bytes, place + Long.BYTES, Long.BYTES) : 0;
            if (access.opcode.prefix() != Opcode.PREFIX_SIMD) {
                set(access, SsaArithmetic.loaded(access.opcode, lowBits), 0, null);
                return;
            }
            long[] slots = new long[8];
            if (access.args.length == 3) {
                slots[0] = bits(access.args[2]);
                slots[1] = highBits(access.args[2]);
            }
            SsaArithmetic.loadedVector(access.opcode, slots, lowBits, highBits, (int) access.immediate2);
            set(access, slots[6], slots[7], null);
        }

        private static long bits(MemorySegment bytes, long place, int count) {
            long bits = 0;
            for (int i = count - 1; i >= 0; i--) {
                bits = bits << Byte.SIZE | bytes.get(JAVA_BYTE, place + i) & 0xFF;
            }
            return bits;
        }

        private void store(Value access) {
            MemorySegment bytes = memory(access).segment();
            long place = place(access);
            int width = 1 << access.opcode.widthLog2();
            Value stored = access.args[2];
            boolean isLane = access.opcode.text().endsWith("_lane");
            int from = isLane ? (int) access.immediate2 * width : 0;
            for (int i = 0; i < width; i++) {
                int at = from + i;
                long half = at < Long.BYTES ? bits(stored) : highBits(stored);
                bytes.set(JAVA_BYTE, place + i, (byte) (half >>> Byte.SIZE * (at % Long.BYTES)));
            }
        }

        private void atomic(Value access) {
            LinearMemory memory = memory(access);
            long place = place(access);
            Opcode op = access.opcode;
            int width = op.widthLog2();
            long first = access.args.length > 2 ? bits(access.args[2]) : 0;
            long result = 0;
            if (access.args.length == 4) {
                result = Atomics.compareExchange(memory, place, width, first, bits(access.args[3]));
            } else if (access.args.length == 2) {
                result = Atomics.load(memory, place, width);
            } else if (op.results().isEmpty()) {
                Atomics.store(memory, place, width, first);
            } else {
                int group = Opcode.I32_ATOMIC_RMW_SUB.code() - Opcode.I32_ATOMIC_RMW_ADD.code();
                Atomics.Update update = Atomics.Update.values()[(op.code() - Opcode.I32_ATOMIC_RMW_ADD.code()) / group];
                result = Atomics.update(memory, place, width, update, first);
            }
            set(access, result, 0, null);
        }

        // Calls

        private void call(Value call, FunctionInstance target, int first) {
            int end = leave(call.args, first, behind);
            end = Math.max(end, behind + slots(((FuncType) call.detail).results()));
            stack.ensure(end);
            stack.top = end;
            target.call(instance, stack, behind);
            if (call.type != null) {
                fetch(call, behind);
                return;
            }
            List<Value> values = call.block.values;
            int slot = behind;
            for (int i = values.indexOf(call) + 1; i < values.size() && values.get(i).op == Op.RESULT; i++) {
                slot = fetch(values.get(i), slot);
            }
        }

        private static int slots(List<ValType> types) {
            return types.stream()
                    .mapToInt(type -> type instanceof VecType ? 2 : 1)
                    .sum();
        }

        private FunctionInstance tableFunction(Value value) {
            DefType type = instance.code().type((int) value.immediate2);
            return instance.table((int) value.immediate).callee(bits(value.args[0]), type);
        }

        // What Java does for native code

        private void runtime(Value value) {
            Value[] args = value.args;
            int first = args.length > 0 ? i32(args[0]) : 0;
            long result = 0;
            Object reference = null;
            switch ((RuntimeFunction) value.detail) {
                case MEMORY_GROW -> result = instance.memory(first).grow(bits(args[1]));
                case MEMORY_FILL -> instance.memory(first).fill(bits(args[1]), i32(args[2]), bits(args[3]));
                case MEMORY_COPY ->
                    instance.memory(first)
                            .copy(bits(args[2]), instance.memory(i32(args[1])), bits(args[3]), bits(args[4]));
                case MEMORY_INIT ->
                    instance.memory(i32(args[1]))
                            .init(bits(args[2]), instance.data(first), bits(args[3]), bits(args[4]));
                case DATA_DROP -> instance.dropData(first);
                case ATOMIC_NOTIFY ->
                    result = Atomics.wake(
                            instance.memory(first), Atomics.place(bits(args[1]), bits(args[2])), i32(args[3]));
                case ATOMIC_WAIT32, ATOMIC_WAIT64 ->
                    result = Atomics.await(
                            instance.memory(first),
                            Atomics.place(bits(args[1]), bits(args[2])),
                            value.detail == RuntimeFunction.ATOMIC_WAIT32 ? 2 : 3,
                            bits(args[3]),
                            bits(args[4]),
                            stack.interruption);
                case TABLE_GET -> reference = instance.table(first).get(bits(args[1]));
                case TABLE_SET -> instance.table(first).set(bits(args[1]), ref(args[2]));
                case TABLE_SIZE -> result = instance.table(first).size();
                case TABLE_GROW -> result = instance.table(first).grow(bits(args[2]), ref(args[1]));
                case TABLE_FILL -> instance.table(first).fill(bits(args[1]), ref(args[2]), bits(args[3]));
                case TABLE_COPY ->
                    instance.table(first)
                            .copy(bits(args[2]), instance.table(i32(args[1])), bits(args[3]), bits(args[4]));
                case TABLE_INIT ->
                    instance.table(i32(args[1]))
                            .init(bits(args[2]), instance.elements(first), bits(args[3]), bits(args[4]));
                case ELEM_DROP -> instance.dropElements(first);
                case GLOBAL_GET -> reference = instance.global(first).ref;
                case GLOBAL_SET -> instance.global(first).ref = ref(args[1]);
                case REF_FUNC -> reference = instance.function(first);
                case THROW -> throw exception(first, args);
                case THROW_REF -> throw WasmException.again(ref(args[0]));
                default -> throw new IllegalStateException("not called by SSA form: " + value.detail);
            }
            if (value.type == Type.I32) {
                result &= 0xFFFF_FFFFL;
            }
            set(value, result, 0, reference);
        }

        private WasmException exception(int tag, Value[] args) {
            int end = leave(args, 1, behind);
            WasmException exception = WasmException.thrown(
                    instance,
                    instance.tag(tag),
                    Arrays.copyOfRange(stack.slots, behind, end),
                    Arrays.copyOfRange(stack.refs, behind, end));
            Arrays.fill(stack.refs, behind, end, null);
            exception.noteStack();
            return exception;
        }
    }
}
