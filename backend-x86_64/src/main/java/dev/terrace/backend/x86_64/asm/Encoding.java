package dev.terrace.backend.x86_64.asm;

/**
 * How the bytes of an instruction are made, read from the manual's own notation (Intel SDM volume 2, section 3.1.1.1):
 *
 * <pre>
 *   66 F3 REX.W 0F 38 F0 /r ib                VEX.128.66.0F38.W0 F0 /r ib
 *   │     │     │     │  │  └ immediate           │   │  │    │  └ opcode, and so on
 *   │     │     │     │  └ ModRM byte             │   │  │    └ W0, W1, or WIG: either
 *   │     │     │     └ opcode                    │   │  └ opcode map: 0F, 0F38 or 0F3A
 *   │     │     └ opcode map                      │   └ mandatory prefix
 *   │     └ 64-bit operands                       └ vector length: 128 or LZ, 256, or LIG: either
 *   └ mandatory prefixes
 * </pre>
 *
 * {@code /r} is a ModRM byte with a register and a register or memory, {@code /3} one with a digit in the register's place;
 * {@code +r} adds the register's number to the opcode; {@code ib iw id io} is an immediate of 1, 2, 4 or 8 bytes, {@code cb
 * cd} a distance of 1 or 4 bytes; {@code /is4} is a register in the upper half of an immediate byte.
 *
 * @param vex whether there is a VEX prefix, which contains prefixes, REX, map, and one more register
 * @param prefixes the mandatory prefixes: the constants below, added
 * @param w the bit for 64-bit operands, 0 or 1, or {@link #IGNORED}
 * @param l the bit for 256-bit vectors, 0 or 1, or {@link #IGNORED}; 0 without VEX
 * @param map {@code 0} one-byte opcodes, {@code 1} after 0F, {@code 2} after 0F 38, {@code 3} after 0F 3A
 * @param opcode the opcode's byte in its map
 * @param suffix a third byte of the opcode, or {@link #NONE}
 * @param opcodeHasRegister whether the low three bits of the opcode are a register
 * @param modRm the digit 0 to 7 in the ModRM byte, {@link #REGISTER} or {@link #NONE}
 * @param immediateBytes the size of immediate or distance, 0 without
 * @param registerInImmediate whether the upper half of the last byte is a register
 */
record Encoding(
        boolean vex,
        int prefixes,
        int w,
        int l,
        int map,
        int opcode,
        int suffix,
        boolean opcodeHasRegister,
        int modRm,
        int immediateBytes,
        boolean registerInImmediate) {

    static final int PREFIX_66 = 1;
    static final int PREFIX_F0 = 2;
    static final int PREFIX_F2 = 4;
    static final int PREFIX_F3 = 8;

    /** There is no ModRM byte, or no suffix. */
    static final int NONE = -1;

    /** The ModRM byte has a register where it could have a digit. */
    static final int REGISTER = 8;

    /** The bit means nothing. It is written as 0. */
    static final int IGNORED = -1;

    static Encoding parse(String notation) {
        return new Parser(notation).parse();
    }

    /** Returns the bit of a byte that is a prefix, 0 of any other. */
    static int prefix(int value) {
        return switch (value) {
            case 0x66 -> PREFIX_66;
            case 0xF0 -> PREFIX_F0;
            case 0xF2 -> PREFIX_F2;
            case 0xF3 -> PREFIX_F3;
            default -> 0;
        };
    }

    /** Reads one notation, token by token. */
    private static final class Parser {
        private final String notation;
        private boolean vex;
        private int prefixes;
        private int w;
        private int l;
        private int map;
        private int opcode = NONE;
        private int suffix = NONE;
        private boolean opcodeHasRegister;
        private int modRm = NONE;
        private int immediateBytes;
        private boolean registerInImmediate;

        Parser(String notation) {
            this.notation = notation;
        }

        Encoding parse() {
            for (String token : notation.split(" ")) {
                switch (token) {
                    case "REX.W" -> w = 1;
                    case "/r" -> modRm = REGISTER;
                    case "/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7" -> modRm = token.charAt(1) - '0';
                    case "ib", "cb" -> immediateBytes = 1;
                    case "iw" -> immediateBytes = 2;
                    case "id", "cd" -> immediateBytes = 4;
                    case "io" -> immediateBytes = 8;
                    case "/is4" -> registerInImmediate = true;
                    default -> {
                        if (token.startsWith("VEX.")) {
                            vexFields(token);
                        } else {
                            opcodeByte(token);
                        }
                    }
                }
            }
            return new Encoding(
                    vex,
                    prefixes,
                    w,
                    l,
                    map,
                    opcode,
                    suffix,
                    opcodeHasRegister,
                    modRm,
                    immediateBytes,
                    registerInImmediate);
        }

        private void vexFields(String token) {
            vex = true;
            for (String field : token.substring("VEX.".length()).split("\\.")) {
                switch (field) {
                    case "128", "LZ" -> l = 0;
                    case "256" -> l = 1;
                    case "LIG" -> l = IGNORED;
                    case "66", "F2", "F3" -> prefixes |= prefix(Integer.parseInt(field, 16));
                    case "0F" -> map = 1;
                    case "0F38" -> map = 2;
                    case "0F3A" -> map = 3;
                    case "W0" -> w = 0;
                    case "W1" -> w = 1;
                    case "WIG" -> w = IGNORED;
                    default -> throw malformed(field);
                }
            }
        }

        private void opcodeByte(String token) {
            opcodeHasRegister = token.endsWith("+r");
            int value;
            try {
                value = Integer.parseInt(opcodeHasRegister ? token.substring(0, token.length() - 2) : token, 16);
            } catch (NumberFormatException _) {
                throw malformed(token);
            }
            boolean start = opcode == NONE;
            if (start && map == 0 && prefix(value) != 0) {
                prefixes |= prefix(value);
            } else if (start && map == 0 && value == 0x0F) {
                map = 1;
            } else if (start && map == 1 && !vex && (value == 0x38 || value == 0x3A)) {
                map = value == 0x38 ? 2 : 3;
            } else if (start) {
                opcode = value;
            } else {
                suffix = value;
            }
        }

        private IllegalStateException malformed(String token) {
            return new IllegalStateException("malformed encoding \"" + notation + "\" at " + token);
        }
    }
}
