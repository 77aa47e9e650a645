package dev.terrace.tier1;

import dev.terrace.tier1.Region.Way;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the calls of regions: what stands in their place in the code around them. */
final class RegionCalls {
    private final FunctionTranslator translator;
    private final FunctionWriter writer;
    private final MethodForm form;
    private final Signature signature;
    private final ResultSlots slots;
    private final Code code;
    private final Operands operands;

    /**
     * Prepares a writer.
     *
     * @param form the method that calls regions
     * @param signature that of the function
     */
    RegionCalls(FunctionTranslator translator, FunctionWriter writer, MethodForm form, Signature signature) {
        this.translator = translator;
        this.writer = writer;
        this.form = form;
        this.signature = signature;
        this.slots = new ResultSlots(writer);
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /**
     * Writes the call of a region; behind it, the operands are as they are if the region is left at its end.
     *
     * @param owner the internal name of the class that has the region's method
     * @param name the method's name
     */
    void write(Region region, String owner, String name) {
        int entry = enter(region);
        operands.settleBelow(region.inputs().size());
        operands.pop(region.inputs().size());
        for (int local : region.params()) {
            writer.loadLocal(local);
        }
        if (region.severalEntries()) {
            code.load(Kind.I32, entry);
        }
        writer.loadContext();
        code.invokeStatic(owner, name, region.descriptor(writer.info));
        switch (region.ways().size()) {
            case 0 -> {
                // It always traps or never ends, which Java's verifier does not know.
                code.op(Opcodes.ACONST_NULL);
                code.op(Opcodes.ATHROW);
            }
            case 1 -> leaveByOne(region);
            default -> leaveBySeveral(region);
        }
    }

    /** Joins all that enter the region; returns the variable of the entry's number if there are several. */
    private int enter(Region region) {
        if (!region.severalEntries()) {
            if (!region.reached()) {
                join(region.entered().getFirst());
            }
            return -1;
        }
        Label call = new Label();
        int number = 0;
        if (region.reached()) {
            operands.settleAll();
            enter(number++, call);
        }
        for (int depth : region.entered()) {
            join(depth);
            enter(number++, call);
        }
        operands.push(Kind.I32);
        operands.restore(operands.size(), List.of());
        writer.join(call);
        operands.pop(1);
        return operands.freeVariable();
    }

    private void join(int depth) {
        Block block = translator.block(depth);
        operands.restore(block.size, block.results);
        if (block.otherwise == null) {
            writer.join(block.label);
        } else {
            // An if without an else.
            writer.join(block.otherwise, block.label);
        }
    }

    private void enter(int number, Label call) {
        code.constant(number);
        code.store(Kind.I32, operands.freeVariable());
        code.jump(Opcodes.GOTO, call);
    }

    private void leaveByOne(Region region) {
        Way way = region.ways().getFirst();
        if (way.staysInFunction()) {
            reload(region);
        }
        leave(way, region);
    }

    /** Writes what goes on where a region's method says: its number is on Java's stack. */
    private void leaveBySeveral(Region region) {
        operands.push(Kind.I32);
        operands.settleAll();
        int number = operands.variable(operands.size() - 1);
        List<Way> staying = new ArrayList<>();
        for (Way way : region.ways()) {
            if (way.staysInFunction()) {
                staying.add(way);
            }
        }
        List<Way> returning =
                region.ways().subList(staying.size(), region.ways().size());
        if (!returning.isEmpty()) {
            // Then the slots have no modified locals, but results or arguments of a tail call.
            Label goOn = new Label();
            if (!staying.isEmpty()) {
                code.load(Kind.I32, number);
                code.constant(staying.size());
                code.jump(Opcodes.IF_ICMPLT, goOn);
            }
            returnFrom(region, returning, number);
            if (!staying.isEmpty()) {
                writer.join(goOn);
            }
        }
        if (!staying.isEmpty()) {
            reload(region);
            operands.pop(1);
            goOn(region, staying, number);
        } else {
            operands.pop(1);
        }
    }

    private void returnFrom(Region region, List<Way> ways, int number) {
        if (ways.size() == 1) {
            leave(ways.getFirst(), region);
            return;
        }
        Label second = new Label();
        code.load(Kind.I32, number);
        code.constant(region.number(ways.getLast()));
        code.jump(Opcodes.IF_ICMPEQ, second);
        leave(ways.getFirst(), region);
        writer.join(second);
        leave(ways.getLast(), region);
    }

    private void goOn(Region region, List<Way> ways, int number) {
        if (ways.size() == 1) {
            leave(ways.getFirst(), region);
            return;
        }
        Label[] labels = new Label[ways.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label(ways.get(i));
        }
        code.load(Kind.I32, number);
        if (labels.length == 2) {
            code.jump(Opcodes.IFNE, labels[1]);
            code.jump(Opcodes.GOTO, labels[0]);
        } else {
            code.tableSwitch(labels);
        }
        // The end comes last, because what stands behind the region follows.
        for (int i = labels.length - 1; i >= 0; i--) {
            if (!isPlain(ways.get(i))) {
                writer.join(labels[i]);
                leave(ways.get(i), region);
            }
        }
    }

    /** Returns whether a way is but a jump to a label. */
    private boolean isPlain(Way way) {
        return way instanceof Way.Branch(int depth)
                && translator.block(depth).branchKinds().isEmpty();
    }

    private Label label(Way way) {
        if (isPlain(way) && way instanceof Way.Branch(int depth)) {
            Block block = translator.block(depth);
            block.targeted = true;
            return block.label;
        }
        return new Label();
    }

    /** Reads the locals that the region has modified. */
    private void reload(Region region) {
        int slot = 0;
        for (int local : region.modified()) {
            slots.fetch(writer.localKind(local), slot);
            writer.storeLocal(local);
            slot += writer.localKind(local).slots();
        }
    }

    /** Writes what goes on in one way. */
    @SuppressWarnings("IfChainToSwitch") // a switch over types is linked when it is first executed
    private void leave(Way way, Region region) {
        int slot = 0;
        for (int local : region.modified()) {
            slot += writer.localKind(local).slots();
        }
        if (way instanceof Way.End) {
            fetch(region.outputs(), slot);
            for (Kind kind : region.outputs()) {
                operands.push(kind);
            }
        } else if (way instanceof Way.Branch(int depth)) {
            Block block = translator.block(depth);
            fetch(block.branchKinds(), slot);
            translator.branchFromStack(block);
        } else if (way instanceof Way.Return) {
            fetch(signature.flatResults(), 0);
            form.writeReturn(signature, writer);
        } else {
            form.writeEmptyReturn(signature, writer);
        }
    }

    private void fetch(List<Kind> kinds, int firstSlot) {
        int slot = firstSlot;
        for (Kind kind : kinds) {
            slots.fetch(kind, slot);
            slot += kind.slots();
        }
    }
}
