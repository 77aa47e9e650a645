package dev.terrace.bench;

import dev.terrace.core.text.WatParser;

/**
 * A module as compilers make them, to make instances of: a stack pointer, a table of functions, and data behind the stack.
 * What it exports as {@code touch} calls a function of the host, if it imports any, and writes to four places of its memory,
 * if it has any.
 *
 * @param imports how many functions it imports, of type {@code [i32 i32] -> [i32]}, as {@code "host" "f0"} and so on
 * @param pages the size of its memory in pages; zero for none
 */
record InstanceModule(int imports, int pages) {
    private static final int PAGE = 1 << 16;

    /** The bytes of data: of a program's constants and variables. */
    private static final int DATA_BYTES = 8 << 10;

    /** How far apart the places are that the module writes to: each is in a page of the machine's own. */
    private static final int STRIDE = 4 << 10;

    /** Returns the module in the binary format. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder("(module\n");
        for (int i = 0; i < imports; i++) {
            text.append("(import \"host\" \"f%d\" (func (param i32 i32) (result i32)))\n".formatted(i));
        }
        int data = Math.max(pages - 1, 0) * PAGE + 2 * STRIDE;
        text.append("(global $stack (mut i32) (i32.const %d))\n".formatted(data));
        if (pages > 0) {
            text.append("(memory (export \"memory\") %d)\n(data (i32.const %d) \"%s\")\n"
                    .formatted(pages, data, "x".repeat(DATA_BYTES)));
        }
        text.append("(table 8 funcref)\n(elem (i32.const 1) $touch $touch $touch $touch $touch $touch $touch)\n");
        text.append("(func $touch (export \"touch\")\n");
        if (imports > 0) {
            text.append("(drop (call 0 (i32.const 1) (i32.const 2)))\n");
        }
        for (int place = -2; pages > 0 && place < 2; place++) {
            text.append("(i32.store (i32.add (global.get $stack) (i32.const %d)) (i32.const -1))\n"
                    .formatted(place * STRIDE));
        }
        return WatParser.parse(text.append("))").toString()).binary();
    }
}
