// Verifies kernels.tsv under Node.js: every result, twice, since a kernel must not depend on what ran before.
//
// usage: node bench/kernels/check-with-node.mjs
import { readFileSync } from 'node:fs';

let wrong = 0;
for (const line of readFileSync(new URL('kernels.tsv', import.meta.url), 'utf8').trimEnd().split('\n')) {
    if (line.startsWith('#')) continue;
    const [kernel, file, name, type, ...runs] = line.split('\t');
    const needs = runs[4];
    const bytes = readFileSync(new URL(file, import.meta.url));
    if (needs !== '-' && !WebAssembly.validate(bytes)) {
        console.log(`${kernel} is skipped: this Node.js lacks ${needs}`);
        continue;
    }
    const module = new WebAssembly.Module(bytes);
    const run = new WebAssembly.Instance(module).exports[name];
    for (const [argument, expected] of [runs.slice(0, 2), runs.slice(2, 4), runs.slice(0, 2)]) {
        const result = run(Number(argument));
        const resultType = typeof result === 'bigint' ? 'i64' : 'i32';
        if (String(result) === expected && resultType === type) continue;
        console.log(`${kernel}(${argument}) is ${result} (${resultType}), not ${expected} (${type})`);
        wrong++;
    }
}
console.log(wrong === 0 ? 'all kernels agree' : `${wrong} results differ`);
process.exitCode = wrong === 0 ? 0 : 1;
