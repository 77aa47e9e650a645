package dev.terrace.tier1;

/**
 * What stands for an instruction whose operands are on Java's stack: some instructions of Java's, a call unless that is null,
 * and others behind it. A table of these is ready to use; a method with a case for each instruction would first have to be
 * compiled.
 */
record Recipe(int[] before, Method method, int[] behind) {
    private static final int[] NOTHING = {};

    /** A static method. */
    private record Method(String owner, String name, String descriptor) {}

    /** Returns a recipe of instructions without operands. */
    static Recipe of(int... instructions) {
        return new Recipe(instructions, null, NOTHING);
    }

    /** Returns a call of a static method. */
    static Recipe call(String owner, String name, String descriptor) {
        return new Recipe(NOTHING, new Method(owner, name, descriptor), NOTHING);
    }

    /** Returns the same, behind an instruction. */
    Recipe after(int instruction) {
        return new Recipe(new int[] {instruction}, method, behind);
    }

    /** Returns the same, with an instruction behind it. */
    Recipe then(int instruction) {
        return new Recipe(before, method, new int[] {instruction});
    }

    /** Writes the instructions. */
    void write(Code code) {
        for (int op : before) {
            code.op(op);
        }
        if (method != null) {
            code.invokeStatic(method.owner, method.name, method.descriptor);
        }
        for (int op : behind) {
            code.op(op);
        }
    }
}
