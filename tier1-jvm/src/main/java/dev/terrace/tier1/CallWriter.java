package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.DefType;
import dev.terrace.tier1.support.Calls;
import dev.terrace.tier1.support.Results;
import dev.terrace.tier1.support.TailCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes calls. One to a function of the module is a call of its method: its class is asked for when the call is first
 * executed, which is when the function is compiled if it has not been. All others go through the callee's {@link
 * dev.terrace.runtime.DirectEntry}, whose class is that of the signature; HotSpot keeps an inline cache for each.
 */
final class CallWriter {
    private static final String CALLS = Names.of(Calls.class);
    private static final String RESULTS = Names.of(Results.class);
    private static final String TAIL_CALLS = Names.of(TailCalls.class);
    /** The most functions that a call through a constant table chooses among. */
    private static final int MAX_CHOICES = 8;

    private static final String TO_ENTRY = ")L" + Names.DIRECT_ENTRY + ";";

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final MethodNames methods;
    private final MethodForm form;
    private final Code code;
    private final Operands operands;

    CallWriter(FunctionWriter writer, InstructionReader in, MethodNames methods, MethodForm form) {
        this.writer = writer;
        this.in = in;
        this.methods = methods;
        this.form = form;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /** Returns the type of the function that the instruction calls. */
    private DefType calleeType(Opcode op) {
        return switch (op) {
            case CALL, RETURN_CALL -> writer.module.functions().get(in.index());
            default -> writer.module.types().get(in.index());
        };
    }

    private Signature signature(Opcode op) {
        Signature signature = methods.signature(calleeType(op));
        signature.requireFits();
        return signature;
    }

    /** Writes a call. */
    void call(Opcode op) {
        writer.at(in.offset());
        Signature signature = signature(op);
        if (op == Opcode.CALL_INDIRECT) {
            SortedMap<Integer, Integer> callees = methods.tables().functions(in.index2(), calleeType(op), MAX_CHOICES);
            if (!callees.isEmpty()) {
                callOneOf(callees, signature);
                return;
            }
        }
        call(op, signature);
    }

    private void call(Opcode op, Signature signature) {
        if (op == Opcode.CALL && in.index() >= writer.module.importedFunctions()) {
            callMethod(in.index(), signature);
            return;
        }
        pushEntry(op, signature);
        writer.loadContext();
        code.invokeVirtual(Signatures.className(signature), Signatures.INVOKE, signature.descriptor());
        pushResults(signature);
    }

    private void callMethod(int function, Signature signature) {
        operands.take(signature.params().size());
        writer.loadContext();
        code.invokeStatic(methods.owner(function), methods.name(function), signature.descriptor());
        pushResults(signature);
    }

    /**
     * Writes a call through a table that is constant: a choice among the functions that are in it, which HotSpot can
     * inline. Any other index goes the common way, to its trap.
     *
     * @param callees the functions by their indices in the table
     */
    private void callOneOf(SortedMap<Integer, Integer> callees, Signature signature) {
        operands.settleAll();
        int below = operands.size() - signature.params().size() - 1;
        List<Kind> above = new ArrayList<>(signature.params());
        above.add(Kind.I32);
        int[] indices = new int[callees.size()];
        Label[] labels = new Label[callees.size()];
        Map<Integer, Label> methodLabels = new LinkedHashMap<>();
        int count = 0;
        for (Map.Entry<Integer, Integer> entry : callees.entrySet()) {
            Label label = methodLabels.get(entry.getValue());
            if (label == null) {
                label = new Label();
                methodLabels.put(entry.getValue(), label);
            }
            indices[count] = entry.getKey();
            labels[count++] = label;
        }
        Label other = new Label();
        Label done = new Label();
        code.load(Kind.I32, operands.variable(operands.size() - 1));
        code.lookupSwitch(indices, labels, other);
        for (Map.Entry<Integer, Label> method : methodLabels.entrySet()) {
            operands.restore(below, above);
            writer.join(method.getValue());
            operands.pop(1);
            callMethod(method.getKey(), signature);
            operands.settleAll();
            code.jump(Opcodes.GOTO, done);
        }
        operands.restore(below, above);
        writer.join(other);
        call(Opcode.CALL_INDIRECT, signature);
        operands.settleAll();
        operands.restore(below, signature.results());
        writer.join(done);
    }

    /** Writes what finds the callee; leaves its entry on Java's stack, and above it the arguments. */
    private void pushEntry(Opcode op, Signature signature) {
        List<Kind> params = signature.params();
        boolean isOperand = op != Opcode.CALL && op != Opcode.RETURN_CALL;
        int count = params.size() + (isOperand ? 1 : 0);
        boolean under = !params.isEmpty();
        if (under) {
            operands.settleAll();
        } else {
            operands.need(count);
        }
        pushFunction(op, params.size());
        code.cast(Signatures.className(signature));
        if (under) {
            int first = operands.size() - count;
            for (int i = 0; i < params.size(); i++) {
                code.load(params.get(i), operands.variable(first + i));
            }
        }
        operands.pop(count);
    }

    /** Writes what pushes the callee's entry; if there are parameters, all operands are in variables. */
    private void pushFunction(Opcode op, int params) {
        switch (op) {
            case CALL, RETURN_CALL -> {
                writer.loadContext();
                code.constant(in.index());
                String method = in.index() < writer.module.importedFunctions() ? "imported" : "defined";
                code.invokeStatic(CALLS, method, "(" + Names.CONTEXT_DESCRIPTOR + "I" + TO_ENTRY);
            }
            case CALL_INDIRECT, RETURN_CALL_INDIRECT -> {
                loadTop(params);
                writer.loadContext();
                code.constant(in.index2());
                code.constant(in.index());
                code.invokeStatic(
                        CALLS, "inTable", "(" + operands.top().descriptor + Names.CONTEXT_DESCRIPTOR + "II" + TO_ENTRY);
            }
            default -> {
                loadTop(params);
                writer.loadContext();
                code.invokeStatic(CALLS, "referred", "(Ljava/lang/Object;" + Names.CONTEXT_DESCRIPTOR + TO_ENTRY);
            }
        }
    }

    private void loadTop(int params) {
        if (params > 0) {
            code.load(operands.top(), operands.variable(operands.size() - 1));
        }
    }

    /** Makes operands of what a method has returned and left. */
    private void pushResults(Signature signature) {
        List<Kind> flat = signature.flatResults();
        for (int i = 1; i < flat.size(); i++) {
            writer.loadContext();
            fetchResult(code, flat.get(i), i);
        }
        for (Kind kind : signature.results()) {
            operands.push(kind);
        }
    }

    /** Writes what fetches a result other than the first; a context of the store is on Java's stack. */
    static void fetchResult(Code code, Kind kind, int number) {
        code.constant(number);
        if (kind == Kind.REF) {
            code.invokeStatic(RESULTS, "getReference", "(" + Names.CONTEXT_DESCRIPTOR + "I)Ljava/lang/Object;");
        } else {
            code.invokeStatic(RESULTS, "get", "(" + Names.CONTEXT_DESCRIPTOR + "I)J");
            code.fromBits(kind);
        }
    }

    /** Writes the return of the topmost operands. */
    void returnResults() {
        operands.take(writer.info.type().func().results().size());
        returnFromStack();
    }

    /** Writes the return of what is on Java's stack. */
    void returnFromStack() {
        form.writeReturn(methods.signature(writer.info.type()), writer);
    }

    /**
     * Writes a tail call: the callee and its arguments are left where {@link TailCalls} finds them, and the method returns.
     * A callee that makes no tail calls itself needs none of this: its call followed by a return uses one more Java frame,
     * and no more than one, which backtraces leave out. But what it throws must not be handled here.
     */
    void tailCall(Opcode op) {
        if (op == Opcode.RETURN_CALL && writer.guards == 0 && !methods.mayTailCall(in.index())) {
            writer.atNoInstruction();
            callMethod(in.index(), methods.signature(calleeType(op)));
            returnResults();
            return;
        }
        writer.at(in.offset());
        List<Kind> params = methods.signature(calleeType(op)).params();
        int count = params.size() + (op == Opcode.RETURN_CALL ? 0 : 1);
        operands.settleAll();
        ResultSlots slots = new ResultSlots(writer);
        int slot = 0;
        for (int i = 0; i < params.size(); i++) {
            int variable = operands.variable(operands.size() - count + i);
            slots.leave(params.get(i), variable, slot);
            slot += params.get(i).slots();
        }
        pushTailCallee(op);
        writer.loadContext();
        code.invokeStatic(TAIL_CALLS, "set", "(Ljava/lang/Object;" + Names.CONTEXT_DESCRIPTOR + ")V");
        operands.pop(count);
        form.writeEmptyReturn(methods.signature(writer.info.type()), writer);
    }

    private void pushTailCallee(Opcode op) {
        switch (op) {
            case RETURN_CALL -> {
                writer.loadContext();
                code.constant(in.index());
                code.invokeVirtual(Names.CONTEXT, "function", "(I)Ljava/lang/Object;");
            }
            case RETURN_CALL_INDIRECT -> {
                loadTop(1);
                writer.loadContext();
                code.constant(in.index2());
                code.constant(in.index());
                code.invokeStatic(
                        CALLS,
                        "functionInTable",
                        "(" + operands.top().descriptor + Names.CONTEXT_DESCRIPTOR + "II)" + Names.FUNCTION_DESCRIPTOR);
            }
            default -> {
                loadTop(1);
                code.invokeStatic(CALLS, "nonNull", "(Ljava/lang/Object;)" + Names.FUNCTION_DESCRIPTOR);
            }
        }
    }
}
