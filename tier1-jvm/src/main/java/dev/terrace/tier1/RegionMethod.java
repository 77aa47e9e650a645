package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier1.Region.Way;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The method of a region: takes the values of locals as parameters, and leaves those that it has modified, and operands,
 * where results of methods are left. As Java source:
 *
 * <pre>
 *   static int method(inputs..., locals..., int entry, Context context) {
 *       switch (entry) { where the region is entered }
 *       ...
 *       leave outputs; way = 0; goto leave;
 *   label of an outer block:
 *       leave values of the branch; way = 1; goto leave;
 *   leave:
 *       leave modified locals; return way;
 *   }
 * </pre>
 *
 * <p>There is no entry if there is but one, and nothing is returned if there is but one way to leave.
 */
final class RegionMethod implements MethodForm {
    private final Region region;
    private final Label leave = new Label();
    private int leaving;

    RegionMethod(Region region) {
        this.region = region;
    }

    @Override
    public FrameLayout layout(FunctionInfo info, Outline outline, boolean counts) {
        return FrameLayout.ofRegion(region, Signature.kinds(info.locals()));
    }

    @Override
    public boolean climbs() {
        // It has not all of the frame.
        return false;
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    @Override
    public SlotCode frameSlots(FunctionWriter writer) {
        throw new IllegalStateException("a part of a function is not left");
    }

    @Override
    public void leaveAtLoop(SlotCode slots, FunctionWriter writer) {
        throw new IllegalStateException("a part of a function is not left");
    }

    @Override
    public int start(FunctionCode function) {
        return region.start();
    }

    @Override
    public void begin(FunctionWriter writer) {
        int variable = 0;
        for (Kind kind : region.inputs()) {
            writer.code.load(kind, variable);
            writer.operands.push(kind);
            variable += kind.size;
        }
        writer.operands.settleAll();
        BitSet others = (BitSet) region.outline().locals().clone();
        for (int local : region.params()) {
            others.clear(local);
        }
        for (int local = others.nextSetBit(0); local >= 0; local = others.nextSetBit(local + 1)) {
            writer.zeroLocal(local);
        }
        writer.beginVariables();
    }

    /** Writes what pushes the number of the entry. */
    void loadEntry(FunctionWriter writer) {
        int variable = Signature.size(region.inputs());
        for (int local : region.params()) {
            variable += writer.localKind(local).size;
        }
        writer.code.load(Kind.I32, variable);
    }

    @Override
    public void beginLoop(Block loop, int offset, FunctionWriter writer) {
        writer.join(loop.label);
    }

    @Override
    public void writeReturn(Signature signature, FunctionWriter writer) {
        ResultSlots slots = new ResultSlots(writer);
        List<Kind> flat = signature.flatResults();
        for (int i = flat.size() - 1; i >= 0; i--) {
            slots.leave(flat.get(i), i);
        }
        returnNumber(new Way.Return(), writer);
    }

    @Override
    public void writeEmptyReturn(Signature signature, FunctionWriter writer) {
        returnNumber(new Way.TailCall(), writer);
    }

    /** Writes what leaves the region and goes on in its function; the topmost operands, all settled, are passed on. */
    void leave(Way way, int values, FunctionWriter writer) {
        ResultSlots slots = new ResultSlots(writer);
        int slot = slotsOfLocals(writer);
        Operands operands = writer.operands;
        for (int i = operands.size() - values; i < operands.size(); i++) {
            slots.leave(operands.kind(i), operands.variable(i), slot);
            slot += operands.kind(i).slots();
        }
        if (region.modified().isEmpty()) {
            returnNumber(way, writer);
            return;
        }
        writer.code.constant(region.number(way));
        writer.code.store(Kind.I32, operands.variable(0));
        writer.code.jump(Opcodes.GOTO, leave);
        leaving++;
    }

    private int slotsOfLocals(FunctionWriter writer) {
        int slots = 0;
        for (int local : region.modified()) {
            slots += writer.localKind(local).slots();
        }
        return slots;
    }

    /** Writes what all ways have in common that go on in the function. */
    void end(FunctionWriter writer) {
        if (leaving == 0) {
            return;
        }
        Operands operands = writer.operands;
        operands.restore(0, List.of(Kind.I32));
        writer.join(leave);
        ResultSlots slots = new ResultSlots(writer);
        int slot = 0;
        for (int local : region.modified()) {
            slots.leave(writer.localKind(local), writer.localVariable(local), slot);
            slot += writer.localKind(local).slots();
        }
        if (region.ways().size() > 1) {
            writer.code.load(Kind.I32, operands.variable(0));
            writer.code.op(Opcodes.IRETURN);
        } else {
            writer.code.op(Opcodes.RETURN);
        }
    }

    private void returnNumber(Way way, FunctionWriter writer) {
        int number = region.number(way);
        if (region.ways().size() > 1) {
            writer.code.constant(number);
            writer.code.op(Opcodes.IRETURN);
        } else {
            writer.code.op(Opcodes.RETURN);
        }
    }
}
