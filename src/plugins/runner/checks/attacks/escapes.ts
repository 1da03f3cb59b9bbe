import { type AttackGroup, FUEL_OR_MEMORY } from './attack.js';

const NAMES = [
  'process',
  'require',
  'module',
  'fetch',
  'WebAssembly',
  'Deno',
  'Bun',
  'std',
  'os',
  'scriptArgs',
  'print',
  'setTimeout',
  'setInterval',
  'XMLHttpRequest',
  'Worker',
  'SharedArrayBuffer',
  'Atomics',
  'performance',
  'WeakRef',
  'FinalizationRegistry',
  'gc',
  'queueMicrotask',
  'navigator',
];

/** Looking for a way out, for other tenants, for the time. */
export const ESCAPES: AttackGroup = {
  escapes: [
    {
      name: 'globals of a host',
      code: `return ${JSON.stringify(NAMES)}.filter((name) => name in globalThis);`,
      contained: '[]',
    },
    {
      name: 'constructor of a constructor',
      code: 'return typeof input.constructor.constructor("return typeof process + typeof require")();',
      contained: '"string"',
    },
    { name: 'process by Function', code: 'return Function("return typeof process")();', contained: '"undefined"' },
    {
      name: 'this of a sloppy function',
      code: 'return (function () { return this === globalThis && typeof this.process; })();',
      contained: '"undefined"',
    },
    {
      name: 'caller of the tool',
      code: 'try { return String((function f() { return f.caller; })()); } catch (e) { return e.name; }',
      contained: '"undefined"',
    },
    {
      name: 'prepareStackTrace frames',
      code: 'let seen = "none"; Error.prepareStackTrace = (e, frames) => { seen = frames.map((f) => typeof f.getThis?.()).join(); return ""; }; try { null.x; } catch (e) { e.stack; } return seen.includes("object");',
      contained: 'false',
    },
    { name: 'dynamic import', code: 'import("fs"); return typeof globalThis.fs;', contained: '"undefined"' },
    { name: 'import of a host module at load', topLevel: 'import("node:fs");', code: 'return 1;', contained: '1' },
    {
      name: 'prototype pollution of the host',
      code: 'Object.prototype.polluted = 1; Array.prototype.polluted = 1; return 1;',
      contained: '1',
    },
    {
      name: '__proto__ in the result',
      code: 'return JSON.parse(\'{"__proto__": {"polluted": 1}}\');',
      contained: '{"__proto__":{"polluted":1}}',
    },
    { name: 'path of the host in a stack', code: 'return /\\/|node:/.test(new Error().stack);', contained: 'false' },
    {
      name: 'wrapped console',
      code: 'try { console.log = () => 0; } catch {} return typeof console.log.constructor("return typeof process")();',
      contained: '"string"',
    },
    {
      name: 'detached and resized buffer',
      code: 'const b = new ArrayBuffer(8, { maxByteLength: 1 << 20 }); const v = new Uint8Array(b); b.resize(1 << 20); b.resize(1); return v[500000] ?? null;',
      contained: 'null',
    },
    {
      name: 'typed array shrunk while it is sorted',
      code: 'const b = new ArrayBuffer(1 << 16, { maxByteLength: 1 << 16 }); const v = new Uint8Array(b); v.fill(9); v.sort(() => { b.resize(0); return 1; }); return v.length;',
      contained: '0',
    },
    {
      name: 'array shrunk while it is mapped',
      code: 'const a = Array.from({ length: 1e4 }, (_, i) => i); a.sort(() => { a.length = 0; return 1; }); a.splice(0, 5, 1); return a.length < 1e5;',
      contained: 'true',
      ends: ['OUT_OF_FUEL'],
    },
  ],
  'cross-tenant state': [
    {
      name: 'global left behind',
      code: 'const before = globalThis.left; globalThis.left = "mine"; return before ?? null;',
      contained: 'null',
    },
    {
      name: 'state of the bundle left behind',
      topLevel: 'let calls = 0;',
      code: 'calls += 1; return calls;',
      contained: '1',
    },
    {
      name: 'prototype left behind',
      code: 'const before = [].last; Array.prototype.last = 1; return before ?? null;',
      contained: 'null',
    },
    {
      name: 'regular expression left behind',
      topLevel: 'const r = /a/g;',
      code: 'r.test("aa"); return r.lastIndex;',
      contained: '1',
    },
    {
      name: 'registered symbol left behind',
      topLevel: 'const kept = new Map();',
      code: 'const s = Symbol.for("shared"); const n = kept.size; kept.set(s, 1); return n;',
      contained: '0',
    },
    {
      name: 'sprayed memory read back',
      code: 'const a = new Uint8Array(1 << 20); let found = 0; for (let i = 0; i < a.length; i += 4096) if (a[i] !== 0) found += 1; a.fill(0x41); return found;',
      contained: '0',
    },
    {
      name: 'memory grown and left',
      code: 'globalThis.x = new Uint8Array(20 << 20).fill(1); return "grown";',
      contained: '"grown"',
    },
    {
      name: 'spray until it ends',
      code: 'const all = []; for (;;) all.push("secret-of-tenant-".repeat(1000) + all.length);',
      ends: FUEL_OR_MEMORY,
    },
  ],
  timing: [
    {
      name: 'clock during work',
      code: 'const a = Date.now(); let n = 0; for (let i = 0; i < 1e5; i++) n += i; return Date.now() - a;',
      contained: '0',
    },
    { name: 'clock of the host', code: 'return Date.now();', contained: '1700000000000' },
    { name: 'time zone', code: 'return new Date(0).getTimezoneOffset();', contained: '0' },
    {
      name: 'random numbers differ from call to call',
      topLevel: 'const first = Math.random();',
      code: 'return first === Math.random();',
      contained: 'false',
    },
    {
      name: 'high resolution timer',
      code: 'return typeof performance + typeof SharedArrayBuffer;',
      contained: '"undefinedundefined"',
    },
    { name: 'date of a function', code: 'return new Date().toISOString();', contained: '"2023-11-14T22:13:20.000Z"' },
  ],
};
