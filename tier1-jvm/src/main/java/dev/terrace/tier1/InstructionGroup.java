package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;

/**
 * Instructions that {@link FunctionTranslator} has a method for. It is called through the group, which HotSpot does not
 * inline: so it compiles some methods of moderate size soon, and not all of the translator as one, which takes it longer
 * than most modules do.
 */
enum InstructionGroup {
    LOCAL {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateLocal(op);
        }
    },
    CONSTANT {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateConstant(op);
        }
    },
    COMPARISON {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateComparison(op);
        }
    },
    NUMERIC {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateNumeric(op);
        }
    },
    ACCESS {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateAccess(op);
        }
    },
    BLOCK {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateBlock(op);
        }
    },
    BRANCH {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateBranch(op);
        }
    },
    CALL {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateCall(op);
        }
    },
    CONTROL {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateControl(op);
        }
    },
    OTHER {
        @Override
        void translate(Opcode op, FunctionTranslator translator) {
            translator.translateOther(op);
        }
    };

    private static final InstructionGroup[] ALL = new InstructionGroup[Opcode.values().length];

    static {
        for (Opcode op : Opcode.values()) {
            ALL[op.ordinal()] = find(op);
        }
    }

    /** Returns the group that an instruction is in. */
    static InstructionGroup of(Opcode op) {
        return ALL[op.ordinal()];
    }

    /** Translates an instruction of the group, which the translator has read. */
    abstract void translate(Opcode op, FunctionTranslator translator);

    private static InstructionGroup find(Opcode op) {
        return switch (op) {
            case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> LOCAL;
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> CONSTANT;
            case BLOCK, LOOP, IF, ELSE, END, DELEGATE -> BLOCK;
            case BR, BR_IF, BR_TABLE, RETURN -> BRANCH;
            case CALL, CALL_INDIRECT, CALL_REF -> CALL;
            default -> {
                if (op.accessesMemory()) {
                    yield ACCESS;
                } else if (Comparison.of(op) != null) {
                    yield COMPARISON;
                } else if (NumericWriter.knows(op)) {
                    yield NUMERIC;
                }
                yield isControl(op) ? CONTROL : OTHER;
            }
        };
    }

    private static boolean isControl(Opcode op) {
        return switch (op) {
            case NOP, UNREACHABLE -> true;
            case TRY_TABLE, TRY, CATCH, CATCH_ALL, THROW, THROW_REF, RETHROW -> true;
            case BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> true;
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> true;
            default -> false;
        };
    }
}
