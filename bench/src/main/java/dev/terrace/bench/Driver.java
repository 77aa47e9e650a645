package dev.terrace.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;

/** How a program is run. */
enum Driver {
    /** A WASI command, which must end with the exit code 0; its output is what it writes to standard output. */
    COMMAND,
    /**
     * QuickJS as a WASI reactor, which evaluates the program's input; the output is the value of its last statement, as a
     * string. What QuickJS imports besides WASI may do nothing and return zeros.
     */
    QUICKJS;

    private static final byte[] FILE_NAME = "<program>".getBytes(StandardCharsets.UTF_8);

    /** The stack that JavaScript may use, in bytes. */
    private static final int MAX_JS_STACK = 256 << 10;

    /**
     * Runs a program.
     *
     * @return its output
     * @throws IllegalStateException if it fails
     */
    byte[] run(Guest guest, Program program) {
        return switch (this) {
            case COMMAND -> runCommand(guest, program);
            case QUICKJS -> evaluate(guest, program);
        };
    }

    private static byte[] runCommand(Guest guest, Program program) {
        int code = guest.start();
        if (code != 0) {
            throw new IllegalStateException(program.name() + " ends with the exit code " + code);
        }
        return guest.output();
    }

    private static byte[] evaluate(Guest guest, Program program) {
        guest.call("_initialize");
        if (guest.call("qjs_init") != 0) {
            throw new IllegalStateException("QuickJS cannot be initialised");
        }
        guest.call("qjs_set_max_stack_size", MAX_JS_STACK);
        byte[] code = program.inputBytes();
        int value = guest.call("qjs_eval", place(guest, code), code.length, place(guest, FILE_NAME), 0);
        boolean thrown = guest.call("qjs_is_exception", value) != 0;
        byte[] text = string(guest, thrown ? guest.call("qjs_get_exception") : value);
        if (thrown) {
            throw new IllegalStateException(program.name() + " throws " + new String(text, StandardCharsets.UTF_8));
        }
        return text;
    }

    /** Copies bytes and a zero behind them into the guest's memory. */
    private static int place(Guest guest, byte[] bytes) {
        int address = guest.call("wasm_malloc", bytes.length + 1);
        guest.write(address, Arrays.copyOf(bytes, bytes.length + 1));
        return address;
    }

    /** Returns a JavaScript value as a string, in UTF-8. */
    private static byte[] string(Guest guest, int value) {
        int lengthAt = guest.call("wasm_malloc", Integer.BYTES);
        int text = guest.call("qjs_get_string_len", value, lengthAt);
        int length = ByteBuffer.wrap(guest.read(lengthAt, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return guest.read(text, length);
    }

    /** Returns the driver that {@code programs.tsv} calls so. */
    static Driver named(String name) {
        return Arrays.stream(values())
                .filter(driver -> driver.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("programs.tsv: no driver \"" + name + "\""));
    }

    /** Returns the name in {@code programs.tsv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
