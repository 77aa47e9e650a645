package dev.terrace.examples;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.WasmImport;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A JavaScript engine: QuickJS, compiled to a WASI reactor, as the npm package {@code quickjs-wasi} has it. Evaluates the
 * programs on the command line:
 *
 * <pre>{@code
 *     QuickJs "[1, 2, 3].map(x => x * x).join()" "console.log(new Date(0).toISOString())"
 * }</pre>
 *
 * <p>A JavaScript value is known by a handle, an i32. Who gets a handle as a result frees it; handles that are passed as
 * arguments stay the caller's. A call from JavaScript to the host comes in while the host's own call is still running, and
 * calls back into the module to read the arguments.
 */
public final class QuickJs implements AutoCloseable {
    /** The stack that JavaScript may use, in bytes: more ends in a RangeError. */
    private static final int MAX_STACK = 256 << 10;

    private final Map<String, Function<List<String>, String>> functions = new HashMap<>();
    private final Engine engine;
    private final Store store;
    private final Instance instance;
    private final Memory memory;

    public static void main(String[] args) throws IOException, InterruptedException {
        try (QuickJs js = new QuickJs(FetchedModule.quickJs(Path.of("")))) {
            js.define("print", arguments -> {
                System.out.println(String.join(" ", arguments));
                return null;
            });
            js.evaluate("globalThis.console = { log: print }");
            for (String program : args) {
                System.out.println(js.evaluate(program));
            }
        } catch (JsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Thrown where JavaScript code throws something and does not catch it; the message is what it threw, as a string. */
    public static final class JsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        JsException(String message) {
            super(message);
        }
    }

    /** Loads QuickJS and prepares it. */
    public QuickJs(Path wasm) throws IOException {
        engine = Engine.create();
        store = new Store(engine);
        Linker linker = new Linker(engine);
        Wasi.addTo(linker);
        linker.functions("env", new Host());
        Wasi.attach(store, WasiConfig.builder().inheritStreams().build());
        instance = linker.instantiate(store, Module.fromFile(engine, wasm));
        memory = instance.memory("memory");
        Wasi.initialize(instance);
        if (call("qjs_init") != 0) {
            throw new IllegalStateException("QuickJS could not be initialised");
        }
        callVoid("qjs_set_max_stack_size", MAX_STACK);
    }

    /** What QuickJS imports besides WASI. */
    @SuppressWarnings("UnusedVariable") // the parameters are QuickJS's choice
    private final class Host {
        /** Calls a function of the host: returns a handle of its result, or 0 if it threw. */
        @WasmImport("host_call")
        int call(int name, int nameLength, int self, int count, int arguments) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(string(memory.readInt(arguments + 4L * i)));
            }
            try {
                String result =
                        functions.get(memory.readString(name, nameLength)).apply(texts);
                return result == null ? QuickJs.this.call("qjs_get_undefined") : newString(result);
            } catch (RuntimeException e) {
                int error = QuickJs.this.call("qjs_new_error");
                set(error, "message", newString(String.valueOf(e.getMessage())));
                QuickJs.this.call("qjs_throw", error);
                free(error);
                return 0;
            }
        }

        /** Returns the offset of local time from UTC, in seconds. */
        @WasmImport("host_get_timezone_offset")
        int timezoneOffset(int high, int low) {
            return 0;
        }

        /** Returns whether the running program is to be interrupted. */
        @WasmImport("host_interrupt")
        int interrupt() {
            return 0;
        }

        @WasmImport("host_promise_rejection")
        void promiseRejection(int promise, int reason, int handled) {
            free(promise);
            free(reason);
        }

        /** Returns the name of a module to import, or 0: there are none. */
        @WasmImport("host_module_normalize")
        int normalizeModule(int base, int name) {
            return 0;
        }

        @WasmImport("host_module_load")
        int loadModule(int name, int length) {
            return 0;
        }
    }

    /**
     * Makes a function of the host a global one of JavaScript.
     *
     * @param name its name
     * @param function takes the arguments as strings; the result is a string too, or null for {@code undefined}
     */
    public void define(String name, Function<List<String>, String> function) {
        functions.put(name, function);
        int global = call("qjs_get_global");
        Text text = write(name);
        set(global, name, call("qjs_new_host_function", text.address(), text.length(), 0));
        release(text);
        free(global);
    }

    /**
     * Evaluates a program, and the jobs that it has left behind.
     *
     * @return the value of its last statement, as a string
     * @throws JsException if it throws something
     */
    public String evaluate(String program) {
        Text code = write(program);
        Text file = write("<eval>");
        int result = call("qjs_eval", code.address(), code.length(), file.address(), 0);
        release(code);
        release(file);
        String text = takeString(result);
        while (call("qjs_is_job_pending") != 0) {
            if (call("qjs_execute_pending_job") < 0) {
                throw new JsException(takeException());
            }
        }
        return text;
    }

    /** Returns a value as a string and frees it; throws if it says that something was thrown. */
    private String takeString(int value) {
        boolean thrown = call("qjs_is_exception", value) != 0;
        String text = thrown ? takeException() : string(value);
        free(value);
        if (thrown) {
            throw new JsException(text);
        }
        return text;
    }

    private String takeException() {
        int exception = call("qjs_get_exception");
        String text = string(exception);
        free(exception);
        return text;
    }

    /** Returns a value as a string. */
    private String string(int value) {
        int lengthAt = call("wasm_malloc", 4);
        int text = call("qjs_get_string_len", value, lengthAt);
        String result = text == 0 ? "" : memory.readString(text, memory.readInt(lengthAt));
        if (text != 0) {
            callVoid("qjs_free_cstring", text);
        }
        callVoid("wasm_free", lengthAt);
        return result;
    }

    private int newString(String string) {
        Text text = write(string);
        int value = call("qjs_new_string", text.address(), text.length());
        release(text);
        return value;
    }

    /** Sets a property of an object, and frees the value. */
    private void set(int object, String name, int value) {
        Text text = write(name);
        call("qjs_set_prop_string", object, text.address(), value);
        release(text);
        free(value);
    }

    /**
     * A text in the module's memory, in UTF-8 and with a zero byte at its end.
     *
     * @param length its length in bytes, without the zero
     */
    private record Text(int address, int length) {}

    private Text write(String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        int address = call("wasm_malloc", bytes.length + 1);
        memory.writeBytes(address, bytes);
        memory.writeByte(address + bytes.length, (byte) 0);
        return new Text(address, bytes.length);
    }

    private void release(Text text) {
        callVoid("wasm_free", text.address());
    }

    private void free(int value) {
        callVoid("qjs_free_value", value);
    }

    private int call(String function, Object... arguments) {
        return (int) instance.func(function).call(arguments)[0];
    }

    private void callVoid(String function, Object... arguments) {
        instance.func(function).call(arguments);
    }

    @Override
    public void close() throws IOException {
        callVoid("qjs_destroy");
        Wasi.detach(store);
        store.close();
        engine.close();
    }
}
