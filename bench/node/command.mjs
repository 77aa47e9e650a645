// Runs a WASI command in Node.js, with this process's own streams.
//
// usage: node command.mjs MODULE DIRECTORY NAME [ARGUMENT...]
// DIRECTORY is a preopened directory, HOST::GUEST, or "-" for none.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [file, directory, ...args] = process.argv.slice(2);
const [host, guest] = directory.split('::');
const preopens = guest === undefined ? {} : { [guest]: host };
const wasi = new WASI({ version: 'preview1', args, preopens, returnOnExit: true });
const module = new WebAssembly.Module(readFileSync(file));
process.exitCode = wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
