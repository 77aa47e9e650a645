// Measures a kernel in Node.js, the way JMH measures one in the JVM: spans of calls, and for each span that is not for
// warming up a line with the mean time of a call in nanoseconds. Every result is checked. The module is standard input.
//
// usage: node kernel.mjs EXPORT ARGUMENT RESULT WARMUPS SPANS MILLISECONDS
import { readFileSync } from 'node:fs';

const [name, argument, expected, warmups, spans, milliseconds] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(0));
const run = new WebAssembly.Instance(module).exports[name];
for (let span = -Number(warmups); span < Number(spans); span++) {
    const start = performance.now();
    let calls = 0;
    let elapsed;
    do {
        const result = run(Number(argument));
        if (String(result) !== expected) {
            throw new Error(`the result for ${argument} is ${result} instead of ${expected}`);
        }
        calls++;
        elapsed = performance.now() - start;
    } while (elapsed < Number(milliseconds));
    if (span >= 0) console.log((elapsed * 1e6) / calls);
}
