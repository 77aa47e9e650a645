// Runs every case of programs.tsv under Node.js's WASI and compares exit code and standard output: shows that the
// binaries are right, with an engine that is not ours.
//
// usage: node --no-warnings tests/programs/check-with-node.mjs [CASE...]
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WASI } from 'node:wasi';

const here = dirname(fileURLToPath(import.meta.url));

// What V8 says -> what the WebAssembly test suite says.
const trapMessages = {
    'unreachable': 'unreachable',
    'memory access out of bounds': 'out of bounds memory access',
    'divide by zero': 'integer divide by zero',
    'divide result unrepresentable': 'integer overflow',
    'table index is out of bounds': 'undefined element',
    'null function or function signature mismatch': 'indirect call type mismatch',
    'Maximum call stack size exceeded': 'call stack exhausted',
};
const TRAP = 134;

// Node.js 20 can collect garbage inside a fast call of a WASI function, and crashes then.
const nodeFlags = ['--no-warnings', '--no-turbo-fast-api-calls'];

/** Runs one module in this process; its standard streams are the process's. */
function runModule({ module, args, env, preopens }) {
    const options = { version: 'preview1', args: [module, ...args], env, preopens, returnOnExit: true };
    const wasi = new WASI(options);
    const compiled = new WebAssembly.Module(readFileSync(join(here, 'bin', module + '.wasm')));
    try {
        process.exitCode = wasi.start(new WebAssembly.Instance(compiled, wasi.getImportObject()));
    } catch (error) {
        process.stderr.write('\ntrap ' + (trapMessages[error.message] ?? error.message));
        process.exitCode = TRAP;
    }
}

function checkCase([name, module, args, env, stdin, dir, exit, stdout]) {
    const list = text => (text === '-' ? [] : text.split(' '));
    const scratch = mkdtempSync(join(tmpdir(), 'case-'));
    const [host, guest] = dir.split('::');
    const spec = {
        module,
        args: list(args),
        env: Object.fromEntries(list(env).map(pair => pair.split(/=(.*)/s).slice(0, 2))),
        preopens: dir === '-' ? {} : { [guest]: host === 'scratch' ? scratch : join(here, host) },
    };
    const input = openSync(stdin === '-' ? '/dev/null' : join(here, 'inputs', stdin));
    const child = spawnSync(process.execPath,
        [...nodeFlags, fileURLToPath(import.meta.url), '--run', JSON.stringify(spec)],
        { stdio: [input, 'pipe', 'pipe'] });
    closeSync(input);
    rmSync(scratch, { recursive: true });
    const problems = [];
    const trap = exit.startsWith('trap ');
    if (child.status !== (trap ? TRAP : Number(exit))) problems.push(`exit code ${child.status} instead of ${exit}`);
    if (trap && !child.stderr.toString().endsWith('\n' + exit)) problems.push(`not "${exit}"`);
    if (!child.stdout.equals(readFileSync(join(here, 'expected', stdout + '.out')))) problems.push('other output');
    if (problems.length > 0) console.log(`${name}: ${problems.join(', ')}: ${child.stderr}`);
    return problems.length === 0;
}

if (process.argv[2] === '--run') {
    runModule(JSON.parse(process.argv[3]));
} else {
    const wanted = process.argv.slice(2);
    const cases = readFileSync(join(here, 'programs.tsv'), 'utf8').trimEnd().split('\n')
        .filter(line => !line.startsWith('#')).map(line => line.split('\t'))
        .filter(([name]) => wanted.length === 0 || wanted.includes(name));
    const passed = cases.filter(checkCase).length;
    console.log(`${passed} of ${cases.length} cases agree`);
    process.exitCode = passed === cases.length ? 0 : 1;
}
