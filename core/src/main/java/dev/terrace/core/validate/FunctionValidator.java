package dev.terrace.core.validate;

import dev.terrace.core.Feature;
import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.ValType;

/**
 * Validates function bodies (specification, section 3.4 and appendix "Validation algorithm"), each in one pass. Here are
 * the rules of the instructions that branch, call or use locals; {@link InstructionRules} has all others.
 */
final class FunctionValidator {
    private final ModuleContext context;
    private final InstructionReader in;
    private final ModuleTypes types;
    private final TypeCodes codes;
    private final OperandStack operands;
    private final InstructionRules rules;
    private final OpcodeGate gate;
    private final LocalState locals;
    private final ControlStack control;
    private int[] results;
    private boolean accessesMemory;
    private boolean makesCalls;
    private boolean makesTailCalls;

    FunctionValidator(ModuleContext context, OperandStack operands, InstructionRules rules, OpcodeGate gate) {
        this.context = context;
        this.in = context.in;
        this.types = context.types;
        this.codes = context.codes;
        this.operands = operands;
        this.rules = rules;
        this.gate = gate;
        this.locals = new LocalState(context);
        this.control = new ControlStack(context, operands, locals);
    }

    /**
     * Validates a body.
     *
     * @param typeIndex the index of the function's type
     * @param body the body
     * @param isLast whether it is the last one of the code section
     */
    FunctionInfo validate(int typeIndex, FunctionBody body, boolean isLast) {
        FuncType type = types.func(typeIndex);
        in.window(body.start(), body.end());
        results = types.results(typeIndex);
        operands.reset();
        locals.reset(type, body);
        control.reset(results);
        accessesMemory = false;
        makesCalls = false;
        makesTailCalls = false;
        while (control.depth() > 0) {
            next(body, isLast);
        }
        if (!in.atEnd()) {
            throw context.malformed("section size mismatch: code behind the function's end", in.nextOffset());
        }
        return info(typeIndex, type);
    }

    /** Validates an instruction: HotSpot compiles methods that are called often long before loops that are entered once. */
    private void next(FunctionBody body, boolean isLast) {
        if (in.atEnd()) {
            throw context.malformed(
                    isLast ? "unexpected end of section or function" : "END opcode expected", body.end());
        }
        Opcode op = in.next();
        gate.require(op, in.offset());
        accessesMemory |= op.accessesMemory();
        apply(op);
    }

    private FunctionInfo info(int typeIndex, FuncType type) {
        int frameSlots = locals.slots() + operands.maxSlots();
        boolean usesRefs = locals.usesRefs() || operands.usesRefs();
        int resultSlots = 0;
        for (ValType result : type.results()) {
            resultSlots += result.slots();
            usesRefs |= result.isRef();
        }
        return new FunctionInfo(
                types.get(typeIndex),
                locals.types(),
                locals.slots(),
                Math.max(frameSlots, resultSlots),
                usesRefs,
                accessesMemory,
                makesCalls,
                makesTailCalls,
                control.blocks(),
                control.loops());
    }

    private void apply(Opcode op) {
        switch (op) {
            case LOCAL_GET -> {
                int type = locals.type(in.index());
                locals.requireSet(in.index());
                operands.push(type);
            }
            case LOCAL_SET -> {
                operands.pop(locals.type(in.index()));
                locals.set(in.index());
            }
            case LOCAL_TEE -> {
                int type = locals.type(in.index());
                operands.pop(type);
                operands.push(type);
                locals.set(in.index());
            }
            case BLOCK, LOOP, IF, TRY -> block(op);
            case ELSE -> {
                if (control.top().opcode != Opcode.IF) {
                    throw context.malformed("END opcode expected: else without if");
                }
                control.nextPart(op);
                operands.push(control.top().params);
            }
            case END -> end();
            case BR -> {
                operands.pop(control.target(in.index()).labelTypes());
                setUnreachable();
            }
            case BR_IF -> {
                operands.pop(TypeCodes.I32);
                int[] label = control.target(in.index()).labelTypes();
                operands.pop(label);
                operands.push(label);
            }
            case BR_TABLE -> brTable();
            case BR_ON_NULL -> brOnNull();
            case BR_ON_NON_NULL -> brOnNonNull();
            case BR_ON_CAST -> brOnCast(false);
            case BR_ON_CAST_FAIL -> brOnCast(true);
            case UNREACHABLE -> setUnreachable();
            case RETURN -> {
                operands.pop(results);
                setUnreachable();
            }
            case CALL -> call(context.function(in.index()), false);
            case RETURN_CALL -> call(context.function(in.index()), true);
            case CALL_INDIRECT -> callIndirect(false);
            case RETURN_CALL_INDIRECT -> callIndirect(true);
            case CALL_REF -> callRef(false);
            case RETURN_CALL_REF -> callRef(true);
            case SELECT -> select();
            case SELECT_T -> typedSelect();
            case REF_FUNC -> {
                context.function(in.index());
                if (!context.declared.get(in.index())) {
                    throw context.invalid("undeclared function reference " + in.index());
                }
                rules.apply(op);
            }
            case TRY_TABLE -> tryTable();
            case THROW -> {
                operands.pop(types.params(context.tag(in.index())));
                setUnreachable();
            }
            case THROW_REF -> {
                operands.pop(codes.exnRef);
                setUnreachable();
            }
            case CATCH -> {
                requireOpenTry(op);
                control.nextPart(op);
                operands.push(types.params(context.tag(in.index())));
            }
            case CATCH_ALL -> {
                requireOpenTry(op);
                control.nextPart(op);
            }
            case DELEGATE -> {
                if (control.top().opcode != Opcode.TRY) {
                    throw context.malformed("END opcode expected: delegate without try");
                }
                end();
                control.label(in.index());
            }
            case RETHROW -> {
                Opcode part = control.label(in.index()).opcode;
                if (part != Opcode.CATCH && part != Opcode.CATCH_ALL) {
                    throw context.invalid("invalid rethrow label " + in.index());
                }
                setUnreachable();
            }
            default -> rules.apply(op);
        }
    }

    private void setUnreachable() {
        operands.setUnreachable(control.top().vectors);
    }

    private void block(Opcode op) {
        int[] params = blockParams();
        int[] blockResults = blockResults();
        if (op == Opcode.IF) {
            operands.pop(TypeCodes.I32);
        }
        operands.pop(params);
        control.push(op, params, blockResults);
    }

    private int[] blockParams() {
        if (in.index() == -1) {
            return TypeCodes.NONE;
        }
        context.gate.require(Feature.MULTI_VALUE, in.offset());
        return types.params(in.index());
    }

    private int[] blockResults() {
        if (in.index() != -1) {
            return types.results(in.index());
        }
        ValType result = in.blockResult();
        if (result == null) {
            return TypeCodes.NONE;
        }
        context.gate.require(result, in.offset());
        return codes.single(codes.of(types.canonical(result)));
    }

    private void end() {
        ControlFrame frame = control.top();
        // An if without else leaves its parameters as they are where the condition is false.
        if (frame.opcode == Opcode.IF && !codes.matches(frame.params, frame.results)) {
            throw context.invalid("type mismatch: if without else cannot make " + codes.names(frame.results) + " of "
                    + codes.names(frame.params));
        }
        control.pop();
        if (control.depth() > 0) {
            operands.push(frame.results);
        }
    }

    private void requireOpenTry(Opcode op) {
        Opcode part = control.top().opcode;
        if (part != Opcode.TRY && part != Opcode.CATCH) {
            throw context.malformed("END opcode expected: " + op.text() + " without try");
        }
    }

    private void brTable() {
        operands.pop(TypeCodes.I32);
        int[] labels = in.labels();
        int[] ofDefault = control.label(labels[labels.length - 1]).labelTypes();
        int[] checked = null;
        for (int label : labels) {
            ControlFrame frame = control.label(label);
            if (frame.checkedTable == in.offset()) {
                continue;
            }
            frame.checkedTable = in.offset();
            control.target(label);
            int[] labelTypes = frame.labelTypes();
            if (labelTypes.length != ofDefault.length) {
                throw context.invalid("type mismatch: br_table has labels with " + labelTypes.length + " and with "
                        + ofDefault.length + " operands");
            }
            if (labelTypes != checked) {
                operands.check(labelTypes);
                checked = labelTypes;
            }
        }
        operands.pop(ofDefault);
        setUnreachable();
    }

    private void brOnNull() {
        int operand = operands.popRef();
        int[] label = control.target(in.index()).labelTypes();
        operands.pop(label);
        operands.push(label);
        operands.push(codes.nonNull(operand));
    }

    private void brOnNonNull() {
        int operand = operands.popRef();
        int[] label = refLabel();
        operands.push(codes.nonNull(operand));
        operands.pop(label);
        pushAllButLast(label);
    }

    private void brOnCast(boolean onFail) {
        context.gate.require(in.refType().heap(), in.offset());
        context.gate.require(in.refType2().heap(), in.offset());
        RefType from = types.canonical(in.refType());
        RefType to = types.canonical(in.refType2());
        if (!Matching.matches(to, from)) {
            throw context.invalid("type mismatch: " + to + " is no subtype of " + from);
        }
        // Null is left over by a cast that does not take it.
        RefType rest = to.nullable() ? from.withNullable(false) : from;
        int[] label = refLabel();
        operands.pop(codes.of(from));
        operands.push(codes.of(onFail ? rest : to));
        operands.pop(label);
        pushAllButLast(label);
        operands.push(codes.of(onFail ? to : rest));
    }

    /** Returns the types of the label of a branch that passes a reference. */
    private int[] refLabel() {
        int[] label = control.target(in.index()).labelTypes();
        if (label.length == 0 || !TypeCodes.isRef(label[label.length - 1])) {
            throw context.invalid("type mismatch: " + in.opcode().text() + " passes a reference, but its label takes "
                    + codes.names(label));
        }
        return label;
    }

    private void pushAllButLast(int[] list) {
        for (int i = 0; i < list.length - 1; i++) {
            operands.push(list[i]);
        }
    }

    private void call(int typeIndex, boolean isTail) {
        makesCalls = true;
        makesTailCalls |= isTail;
        int[] callee = types.results(typeIndex);
        operands.pop(types.params(typeIndex));
        if (!isTail) {
            operands.push(callee);
            return;
        }
        if (!codes.matches(callee, results)) {
            throw context.invalid("type mismatch: a function with results " + codes.names(results)
                    + " cannot return those of a tail call, " + codes.names(callee));
        }
        setUnreachable();
    }

    private void callIndirect(boolean isTail) {
        TableType table = context.table(in.index2());
        if (!Matching.matches(table.element(), RefType.FUNCREF)) {
            throw context.invalid(
                    "type mismatch: " + in.opcode().text() + " needs a table of functions, not of " + table.element());
        }
        types.params(in.index());
        operands.pop(codes.of(table.address().type()));
        call(in.index(), isTail);
    }

    private void callRef(boolean isTail) {
        types.params(in.index());
        operands.pop(types.ref(true, in.index()));
        call(in.index(), isTail);
    }

    private void select() {
        operands.pop(TypeCodes.I32);
        int second = operands.pop();
        int first = operands.pop();
        if (TypeCodes.isRef(first) || TypeCodes.isRef(second)) {
            throw context.invalid("type mismatch: select without a type works on numbers and vectors only");
        }
        if (!codes.matches(first, second)) {
            throw context.invalid("type mismatch: select between " + codes.name(first) + " and " + codes.name(second));
        }
        operands.push(first == TypeCodes.BOTTOM ? second : first);
    }

    private void typedSelect() {
        if (in.types().size() != 1) {
            throw context.invalid("invalid result arity " + in.types().size());
        }
        ValType type = in.types().getFirst();
        context.gate.require(type, in.offset());
        int code = codes.of(types.canonical(type));
        operands.pop(TypeCodes.I32);
        operands.pop(code);
        operands.pop(code);
        operands.push(code);
    }

    private void tryTable() {
        int[] params = blockParams();
        int[] blockResults = blockResults();
        int exception = codes.ref(false, AbsHeapType.EXN);
        for (CatchClause clause : in.catches()) {
            int[] label = control.target(clause.label()).labelTypes();
            int[] payload = clause.kind().hasTag() ? types.params(context.tag(clause.tag())) : TypeCodes.NONE;
            int passed = payload.length + (clause.kind().hasRef() ? 1 : 0);
            boolean matches = label.length == passed;
            for (int i = 0; matches && i < passed; i++) {
                matches = codes.matches(i < payload.length ? payload[i] : exception, label[i]);
            }
            if (!matches) {
                throw context.invalid("type mismatch: " + clause.kind() + " passes " + codes.names(payload)
                        + (clause.kind().hasRef() ? " and the exception" : "") + ", but its label takes "
                        + codes.names(label));
            }
        }
        operands.pop(params);
        control.push(Opcode.TRY_TABLE, params, blockResults);
    }
}
