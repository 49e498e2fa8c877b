// Runs a command and writes down every line that crosses its standard input and output, unchanged.
//
//   node tap.mjs DIRECTORY SIDE -- COMMAND [ARGUMENT...]
//
// One file a process, DIRECTORY/SIDE-<start in microseconds>-<pid>.ndjson, because a client may start a second,
// short-lived server only to ask what it is.
import { spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const [directory, side, , command, ...args] = process.argv.slice(2);
const started = Math.round((performance.timeOrigin + performance.now()) * 1000);
const log = openSync(join(directory, `${side}-${started}-${process.pid}.ndjson`), 'wx');

function write(entry) {
  writeSync(log, JSON.stringify(entry) + '\n');
}

function lines(dir) {
  let held = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (let newline; (newline = held.indexOf(10)) >= 0; held = held.subarray(newline + 1)) {
      write({ dir, line: held.subarray(0, newline).toString('utf8') });
    }
  };
}

const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
const c2s = lines('c2s');
const s2c = lines('s2c');
child.stdin.on('error', () => {});
process.stdout.on('error', () => {});
process.stdin.on('data', (chunk) => {
  c2s(chunk);
  child.stdin.write(chunk);
});
process.stdin.on('end', () => child.stdin.end());
child.stdout.on('data', (chunk) => {
  s2c(chunk);
  process.stdout.write(chunk);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  process.stderr.write(`tap: ${error.message}\n`);
  process.exit(127);
});
child.on('close', (code, signal) => {
  write({ dir: 'exit', line: signal ?? String(code) });
  process.exitCode = code ?? 1;
  process.stdin.destroy();
});
