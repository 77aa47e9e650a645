package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.tier1.support.Globals;
import dev.terrace.tier1.support.Tables;
import org.objectweb.asm.Opcodes;

/** Writes the instructions on globals and tables, and those on references of any type. */
final class VariableWriter {
    private static final String TABLES = Names.of(Tables.class);
    private static final String GLOBALS = Names.of(Globals.class);
    private static final String GLOBAL = Names.of(GlobalInstance.class);
    private static final String OBJECT = "Ljava/lang/Object;";

    private final FunctionWriter writer;
    private final InstructionReader in;
    private final Code code;
    private final Operands operands;

    /** Whether globals may move to where native code finds them. */
    private final boolean globalsMove;

    VariableWriter(FunctionWriter writer, InstructionReader in, boolean globalsMove) {
        this.globalsMove = globalsMove;
        this.writer = writer;
        this.in = in;
        this.code = writer.code;
        this.operands = writer.operands;
    }

    /** Writes an instruction; returns false if it is of another group. */
    boolean write(Opcode op) {
        switch (op) {
            case GLOBAL_GET -> globalGet();
            case GLOBAL_SET -> globalSet();
            case REF_NULL -> {
                operands.load();
                code.op(Opcodes.ACONST_NULL);
                operands.push(Kind.REF);
            }
            case REF_FUNC -> {
                operands.load();
                writer.loadContext();
                code.constant(in.index());
                code.invokeVirtual(Names.CONTEXT, "function", "(I)" + OBJECT);
                operands.push(Kind.REF);
            }
            case REF_AS_NON_NULL -> {
                writer.at(in.offset());
                operands.take(1);
                code.invokeStatic(Names.TRAPS, "nonNull", "(" + OBJECT + ")" + OBJECT);
                operands.push(Kind.REF);
            }
            default -> {
                return table(op);
            }
        }
        return true;
    }

    private void globalGet() {
        Kind kind = Kind.of(writer.module.globals().get(in.index()).value());
        operands.load();
        switch (kind) {
            case V128 -> {
                pushGlobal();
                code.invokeVirtual(GLOBAL, "bits", "()J");
                pushGlobal();
                code.invokeVirtual(GLOBAL, "highBits", "()J");
            }
            case REF -> {
                pushGlobal();
                code.field(Opcodes.GETFIELD, GLOBAL, "ref", OBJECT);
            }
            default -> {
                pushGlobal();
                if (globalsMove) {
                    code.invokeVirtual(GLOBAL, "bits", "()J");
                } else {
                    code.field(Opcodes.GETFIELD, GLOBAL, "bits", "J");
                }
                code.fromBits(kind);
            }
        }
        operands.push(kind);
    }

    private void pushGlobal() {
        writer.loadContext();
        code.field(Opcodes.GETFIELD, Names.CONTEXT, "globals", "[L" + GLOBAL + ";");
        code.constant(in.index());
        code.op(Opcodes.AALOAD);
    }

    private void globalSet() {
        Kind kind = operands.top();
        operands.take(1);
        String value = switch (kind) {
            case V128 -> "JJ";
            case REF -> OBJECT;
            default -> {
                code.toBits(kind);
                yield "J";
            }
        };
        writer.loadContext();
        code.constant(in.index());
        String method = globalsMove || !value.equals("J") ? "set" : "setInPlace";
        code.invokeStatic(GLOBALS, method, "(" + value + Names.CONTEXT_DESCRIPTOR + "I)V");
    }

    private boolean table(Opcode op) {
        switch (op) {
            case TABLE_GET -> {
                Kind index = indexKind(in.index());
                call("get", index.descriptor, in.index(), OBJECT, 1);
                operands.push(Kind.REF);
            }
            case TABLE_SET -> call("set", indexKind(in.index()).descriptor + OBJECT, in.index(), "V", 2);
            case TABLE_SIZE -> {
                Kind index = indexKind(in.index());
                call("size", "", in.index(), "I", 0);
                if (index == Kind.I64) {
                    code.op(Opcodes.I2L);
                }
                operands.push(index);
            }
            case TABLE_GROW -> {
                Kind index = indexKind(in.index());
                call("grow", OBJECT + index.descriptor, in.index(), index.descriptor, 2);
                operands.push(index);
            }
            case TABLE_FILL -> {
                String index = indexKind(in.index()).descriptor;
                call("fill", index + OBJECT + index, in.index(), "V", 3);
            }
            case TABLE_COPY -> copy();
            case TABLE_INIT -> {
                writer.at(in.offset());
                operands.take(3);
                writer.loadContext();
                code.constant(in.index());
                code.constant(in.index2());
                String index = indexKind(in.index2()).descriptor;
                code.invokeStatic(TABLES, "init", "(" + index + "II" + Names.CONTEXT_DESCRIPTOR + "II)V");
            }
            case ELEM_DROP -> {
                writer.loadContext();
                code.constant(in.index());
                code.invokeStatic(TABLES, "dropElements", "(" + Names.CONTEXT_DESCRIPTOR + "I)V");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Kind indexKind(int table) {
        return writer.module.tables().get(table).address() == AddressType.I64 ? Kind.I64 : Kind.I32;
    }

    private void call(String method, String parameters, int table, String result, int count) {
        writer.at(in.offset());
        operands.take(count);
        writer.loadContext();
        code.constant(table);
        code.invokeStatic(TABLES, method, "(" + parameters + Names.CONTEXT_DESCRIPTOR + "I)" + result);
    }

    private void copy() {
        writer.at(in.offset());
        Kind to = indexKind(in.index());
        Kind from = indexKind(in.index2());
        Kind length = to == Kind.I64 && from == Kind.I64 ? Kind.I64 : Kind.I32;
        operands.take(3);
        writer.loadContext();
        code.constant(in.index());
        code.constant(in.index2());
        String parameters = to.descriptor + from.descriptor + length.descriptor;
        code.invokeStatic(TABLES, "copy", "(" + parameters + Names.CONTEXT_DESCRIPTOR + "II)V");
    }
}
