package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tiering;
import dev.terrace.tier1.support.Climbing;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes the counting of calls and iterations, and how the method is left for a higher tier: see {@link Climbing}. Nothing of
 * this is written if there is no higher tier. As Java source, for function 7 with loop 2:
 *
 * <pre>
 *   private static int calls$7 = ...;              // how many are left; zero if calls are to leave
 *   private static int iterations$7 = ...;
 *
 *   int calls = calls$7, left = iterations$7;
 *   if (calls &lt;= 0) goto leave;
 *   if (calls &lt; ENDLESS) {
 *       if (--calls == 0) goto ask;
 *       calls$7 = calls;
 *   }
 *   go:
 *   ...
 *   loop 2:   if (--left &lt; 0) goto ask2;
 *   ...
 *   return result;
 *
 *   ask:      if ((calls$7 = hotByCalls(7)) != 0) goto go;
 *   leave:    call the function through slots, return its results
 *   ask2:     if ((left = iterations$7 = hotByIterations(7, 2)) != 0) goto loop 2;
 *             left = 2;
 *   leaveAt:  locals to slots, run the rest of the function from loop `left` on, return its results
 * </pre>
 *
 * <p>Iterations are counted down in a variable, which costs HotSpot's loops next to nothing: as long as the limit was never
 * reached it takes the test out of them like one for an array's bounds. So a call begins with what the last answer was, and
 * what calls have iterated that did not ask is forgotten. Everything that is rare stands at the end, outside of the ranges of
 * exception handlers.
 */
final class ClimbWriter {
    private static final String CLIMBING = Names.of(Climbing.class);
    private static final String CALLS = "calls$";
    private static final String ITERATIONS = "iterations$";

    private final FunctionWriter writer;
    private final FunctionCode function;
    private final FunctionInfo info;
    private final MethodForm form;
    private final String owner;
    private final Code code;
    private final Operands operands;
    private final boolean climbs;
    private final List<Runnable> rare = new ArrayList<>();
    private final Label leaveAtLoop = new Label();
    private boolean leavesAtLoops;

    /**
     * Prepares a writer.
     *
     * @param owner the internal name of the class that has the method
     */
    ClimbWriter(FunctionWriter writer, FunctionCode function, MethodForm form, String owner) {
        this.writer = writer;
        this.function = function;
        this.info = function.info();
        this.form = form;
        this.owner = owner;
        this.code = writer.code;
        this.operands = writer.operands;
        this.climbs = climbs(function) && form.climbs();
    }

    private static boolean climbs(FunctionCode function) {
        return function.module().tiering().counts(JvmTier.INSTANCE, function);
    }

    /** Returns whether a method of the function counts iterations, if it is one that climbs. */
    static boolean countsIterations(FunctionCode function) {
        return climbs(function) && function.info().loops().stream().anyMatch(loop -> loop.backEdges() > 0);
    }

    /** Returns the name of the field with the iterations. */
    static String iterationsField(FunctionCode function) {
        return ITERATIONS + function.index();
    }

    /** Adds the fields of a function's counts to a class. */
    static void addFields(FunctionCode function, ClassWriter out) {
        if (climbs(function)) {
            Tiering tiering = function.module().tiering();
            addField(CALLS + function.index(), Climbing.callThreshold(tiering), out);
            addField(iterationsField(function), Climbing.loopThreshold(tiering) - 1, out);
        }
    }

    private static void addField(String name, int value, ClassWriter out) {
        // Java's compiler makes no such fields, but the virtual machine gives all static fields their constants.
        out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, "I", null, value)
                .visitEnd();
    }

    /** Writes the counting of calls, where the function begins. */
    void atEntry() {
        if (!climbs || !form.isWhole()) {
            return;
        }
        Label go = new Label();
        Label ask = new Label();
        Label leave = new Label();
        int count = operands.freeVariable();
        loadField(CALLS);
        code.variable(Opcodes.ISTORE, count);
        code.variable(Opcodes.ILOAD, count);
        code.jump(Opcodes.IFLE, leave);
        code.variable(Opcodes.ILOAD, count);
        code.constant(Climbing.ENDLESS);
        code.jump(Opcodes.IF_ICMPGE, go);
        code.increment(count, -1);
        code.variable(Opcodes.ILOAD, count);
        code.jump(Opcodes.IFEQ, ask);
        code.variable(Opcodes.ILOAD, count);
        storeField(CALLS);
        writer.join(go);
        rare.add(() -> {
            operands.restore(0, List.of());
            writer.join(ask);
            writer.atNoInstruction();
            pushFunction();
            code.invokeStatic(CLIMBING, "hotByCalls", "(" + Names.CONTEXT_DESCRIPTOR + "I)I");
            code.op(Opcodes.DUP);
            storeField(CALLS);
            code.jump(Opcodes.IFNE, go);
            writer.join(leave);
            writer.atNoInstruction();
            SlotCode.writeCall(code, Signature.of(info.type().func()), 0, base -> {
                pushFunction();
                code.variable(Opcodes.ILOAD, base);
                code.invokeStatic(CLIMBING, "call", "(" + Names.CONTEXT_DESCRIPTOR + "II)V");
            });
        });
    }

    /** Writes the counting of iterations, behind the header of a loop; all operands are settled. */
    void atLoop(Block block, int offset) {
        if (!climbs || !writer.countsIterations() || !code.isWritten()) {
            return;
        }
        int number = number(offset);
        LoopHeader header = info.loops().get(number);
        if (header.backEdges() == 0) {
            return;
        }
        Label ask = new Label();
        List<Kind> kinds = List.of(operands.kinds());
        int left = writer.iterations();
        code.increment(left, -1);
        code.variable(Opcodes.ILOAD, left);
        code.jump(Opcodes.IFLT, ask);
        leavesAtLoops = true;
        rare.add(() -> {
            operands.restore(0, kinds);
            writer.join(ask);
            writer.atNoInstruction();
            pushFunction();
            code.constant(number);
            code.invokeStatic(CLIMBING, "hotByIterations", "(" + Names.CONTEXT_DESCRIPTOR + "II)I");
            code.op(Opcodes.DUP);
            storeField(ITERATIONS);
            code.op(Opcodes.DUP);
            code.variable(Opcodes.ISTORE, left);
            code.jump(Opcodes.IFNE, block.label);
            if (!kinds.isEmpty()) {
                storeOperands();
                operands.restore(0, List.of());
            }
            code.constant(number);
            code.variable(Opcodes.ISTORE, left);
            code.jump(Opcodes.GOTO, leaveAtLoop);
        });
    }

    private int number(int offset) {
        int number = 0;
        while (info.loops().get(number).offset() != offset) {
            number++;
        }
        return number;
    }

    private void storeOperands() {
        SlotCode slots = form.frameSlots(writer);
        int slot = info.localSlots();
        for (int i = 0; i < operands.size(); i++) {
            slots.store(operands.kind(i), operands.variable(i), slot);
            slot += operands.kind(i).slots();
        }
    }

    /** Writes what is rare, at the end of the method. */
    void end() {
        for (Runnable writing : rare) {
            writing.run();
        }
        if (!leavesAtLoops) {
            return;
        }
        operands.restore(0, List.of());
        writer.join(leaveAtLoop);
        writer.atNoInstruction();
        if (form.isWhole()) {
            loadField(CALLS);
            code.invokeStatic(CLIMBING, "askAtNextCall", "(I)I");
            storeField(CALLS);
        }
        SlotCode slots = form.frameSlots(writer);
        int slot = 0;
        for (int i = 0; i < info.locals().size(); i++) {
            Kind kind = writer.localKind(i);
            if (writer.hasLocal(i)) {
                slots.store(kind, writer.localVariable(i), slot);
            } else {
                slots.clear(kind, slot);
            }
            slot += kind.slots();
        }
        pushFunction();
        code.variable(Opcodes.ILOAD, writer.iterations());
        form.leaveAtLoop(slots, writer);
    }

    private void pushFunction() {
        writer.loadContext();
        code.constant(function.index());
    }

    private void loadField(String name) {
        code.field(Opcodes.GETSTATIC, owner, name + function.index(), "I");
    }

    private void storeField(String name) {
        code.field(Opcodes.PUTSTATIC, owner, name + function.index(), "I");
    }
}
