// Node's side of the benchmarks: node_peer.mjs WORK COUNT. Prints one number, as work.hpp says.
import { fstat, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const processorTime = () => { const used = process.cpuUsage(); return (used.user + used.system) * 1e3; };
const wallTime = () => Number(process.hrtime.bigint());
const residentMemory = () => Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096;

function* randomBelow(limit) {
    let state = 42;
    for (;;) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        yield (state >>> 8) % limit;
    }
}

const oneTurn = () => new Promise(resolve => setImmediate(resolve));
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const job = () => new Promise(resolve => fstat(0, resolve));   // the least work for its thread pool
const times = (count, make) => Promise.all(Array.from({ length: count }, make));

async function yielder(turns) { for (let i = 0; i < turns; i++) await oneTurn(); }
async function nothing() {}

const works = {
    'switch': count => times(1000, () => yielder(count / 1000)),
    'alone': yielder,
    'create': async count => { for (let i = 0; i < count; i++) await nothing(); },
    'gather': count => times(count, () => yielder(1)),
    'sleepers': count => { const delays = randomBelow(100); return times(count, () => sleep(delays.next().value)); },
    'timers-cancelled': async count => {
        const delays = randomBelow(1000);
        const timers = Array.from({ length: count }, () => setTimeout(() => {}, 3600000 + delays.next().value));
        for (const timer of timers) clearTimeout(timer);
    },
    'memory': async count => {
        const before = residentMemory();
        const sleepers = Array.from({ length: count }, () => sleep(3600000));
        console.log((residentMemory() - before) / sleepers.length);
        process.exit(0);
    },
    'job': async count => { for (let i = 0; i < count; i++) await job(); },
    'jobs': count => times(count, job),
};

const piece = 64 * 1024;

async function readFile(pieces) {
    const folder = mkdtempSync(join(tmpdir(), 'awaitscope-bench-'));
    try {
        const path = join(folder, 'file');
        writeFileSync(path, Buffer.alloc(pieces * piece, 'x'));
        const began = wallTime();
        const file = await open(path), buffer = Buffer.alloc(piece);
        let total = 0;
        for (let got = 1; got > 0; total += got) got = (await file.read(buffer, 0, piece, null)).bytesRead;
        await file.close();
        if (total !== pieces * piece) throw new Error('read too little');
        console.log((wallTime() - began) / pieces);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

async function echo(connections) {
    const began = processorTime();
    await new Promise(allGone => {
        const server = createServer({ noDelay: true }, socket => {
            socket.on('data', data => socket.write(data));
            socket.on('close', () => { if (--connections === 0) server.close(allGone); });
        });
        server.listen(0, '127.0.0.1', () => console.log(server.address().port));
    });
    console.log(processorTime() - began);
}

const measuredByThemselves = { 'file': readFile, 'echo': echo };

const [, , work, count] = process.argv;
if (measuredByThemselves[work]) {
    await measuredByThemselves[work](Number(count));
    process.exit(0);
}
if (!works[work]) process.exit(2);
const clock = work.startsWith('job') ? wallTime : processorTime;
const began = clock();
await works[work](Number(count));
console.log((clock() - began) / Number(count));
