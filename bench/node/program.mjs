// Measures whole runs of a program in Node.js, each in a new instance of the same module: spans of runs, and for each span
// that is not for warming up a line with the mean time of a run in nanoseconds. Every output is checked.
//
// usage: node program.mjs DRIVER MODULE SHA256 DIRECTORY WARMUPS SPANS MILLISECONDS NAME [ARGUMENT...]
// DRIVER is "command" or "quickjs", DIRECTORY a preopened directory, HOST::GUEST, or "-" for none. What the program reads is
// standard input.
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';

const [driver, file, sha256, directory, warmups, spans, milliseconds, ...args] = process.argv.slice(2);
const [host, guest] = directory.split('::');
const preopens = guest === undefined ? {} : { [guest]: host };
const module = new WebAssembly.Module(readFileSync(file));
const input = readFileSync(0);
const folder = mkdtempSync(join(tmpdir(), 'program-'));
const inputFile = join(folder, 'in');
const outputFile = join(folder, 'out');

// Runs a WASI command, which writes to the output file.
function command(imports, wasi) {
    const code = wasi.start(new WebAssembly.Instance(module, imports));
    if (code !== 0) throw new Error(`the exit code is ${code}`);
}

// Evaluates the input with QuickJS, a WASI reactor; returns the value of its last statement as a string.
function quickjs(imports, wasi) {
    const instance = new WebAssembly.Instance(module, imports);
    wasi.initialize(instance);
    const js = instance.exports;
    const place = (bytes) => {
        const address = js.wasm_malloc(bytes.length + 1);
        const memory = new Uint8Array(js.memory.buffer);
        memory.set(bytes, address);
        memory[address + bytes.length] = 0;
        return address;
    };
    if (js.qjs_init() !== 0) throw new Error('QuickJS cannot be initialised');
    js.qjs_set_max_stack_size(256 << 10);
    const value = js.qjs_eval(place(input), input.length, place(Buffer.from('<program>')), 0);
    const thrown = js.qjs_is_exception(value) !== 0;
    const lengthAt = js.wasm_malloc(4);
    const text = js.qjs_get_string_len(thrown ? js.qjs_get_exception() : value, lengthAt);
    const length = new DataView(js.memory.buffer).getUint32(lengthAt, true);
    const output = Buffer.from(js.memory.buffer, text, length);
    if (thrown) throw new Error(output.toString());
    return output;
}

// What is imported besides WASI does nothing.
function others() {
    const result = {};
    for (const wanted of WebAssembly.Module.imports(module)) {
        (result[wanted.module] ??= {})[wanted.name] = () => 0;
    }
    return result;
}

function run() {
    const stdin = openSync(inputFile, 'r');
    const stdout = openSync(outputFile, 'w');
    const wasi = new WASI({
        version: 'preview1',
        args,
        preopens,
        stdin,
        stdout,
        returnOnExit: true,
    });
    const imports = { ...others(), ...wasi.getImportObject() };
    const value = driver === 'quickjs' ? quickjs(imports, wasi) : command(imports, wasi);
    closeSync(stdin);
    closeSync(stdout);
    const output = value ?? readFileSync(outputFile);
    const digest = createHash('sha256').update(output).digest('hex');
    if (digest !== sha256) {
        throw new Error(`the SHA-256 is ${digest} instead of ${sha256}; the output begins: ${output.subarray(0, 1000)}`);
    }
}

try {
    writeFileSync(inputFile, input);
    for (let span = -Number(warmups); span < Number(spans); span++) {
        const start = performance.now();
        let runs = 0;
        let elapsed;
        do {
            run();
            runs++;
            elapsed = performance.now() - start;
        } while (elapsed < Number(milliseconds));
        if (span >= 0) console.log((elapsed * 1e6) / runs);
    }
} finally {
    rmSync(folder, { recursive: true });
}
