// Prints whether Node.js has all features that the module in standard input needs.
import { readFileSync } from 'node:fs';

console.log(WebAssembly.validate(readFileSync(0)));
