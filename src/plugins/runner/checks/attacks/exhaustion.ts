import { type AttackGroup, FUEL, FUEL_OR_MEMORY, FUEL_OR_STACK } from './attack.js';

/** Using up the processor, the memory, the stack. */
export const EXHAUSTION: AttackGroup = {
  cpu: [
    { name: 'endless for', code: 'for (;;);', ends: FUEL },
    { name: 'endless while with work', code: 'let n = 0; while (true) n = Math.sqrt(n * n + 1);', ends: FUEL },
    { name: 'endless generator', code: 'function* g() { for (;;) yield 1; } for (const x of g());', ends: FUEL },
    {
      name: 'endless iterator protocol',
      code: 'const [...all] = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }; return all;',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'endless try finally',
      code: 'for (;;) { try { throw 1; } catch { continue; } finally { continue; } }',
      ends: FUEL,
    },
    { name: 'endless labelled jump', code: 'a: for (;;) { for (;;) continue a; }', ends: FUEL },
    { name: 'getter that never ends', code: 'return { get x() { for (;;); } };', ends: FUEL },
    { name: 'toJSON that never ends', code: 'return { toJSON() { for (;;); } };', ends: FUEL },
    { name: 'proxy trap that never ends', code: 'return new Proxy({}, { ownKeys() { for (;;); } });', ends: FUEL },
    { name: 'loop at load', topLevel: 'for (;;);', code: 'return 1;', ends: ['PLUGIN_UNLOADABLE'] },
    { name: 'huge big integers', code: 'let n = 3n; for (;;) n = n * n;', ends: FUEL_OR_MEMORY },
    { name: 'big integer to decimal', code: 'let n = 7n ** 200000n; for (;;) String(n);', ends: FUEL_OR_MEMORY },
    { name: 'eval in a loop', code: 'for (;;) (0, eval)("1+1");', ends: FUEL },
    { name: 'Function constructor in a loop', code: 'for (;;) new Function("a", "return a")(1);', ends: FUEL },
    {
      name: 'compiling a huge source',
      code: 'return (0, eval)("[" + "1,".repeat(3e6) + "]").length;',
      ends: FUEL_OR_MEMORY,
    },
  ],
  memory: [
    { name: 'array that grows', code: 'const a = []; for (;;) a.push(a.length);', ends: FUEL_OR_MEMORY },
    {
      name: 'string that doubles',
      code: 'let s = "ab"; for (;;) s += s;',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'TOOL_THREW'],
    },
    {
      name: 'one gigantic buffer',
      code: 'return new ArrayBuffer(2 ** 31 - 1).byteLength;',
      ends: ['OUT_OF_MEMORY', 'TOOL_THREW'],
    },
    { name: 'many buffers', code: 'const all = []; for (;;) all.push(new Uint8Array(1 << 20));', ends: FUEL_OR_MEMORY },
    { name: 'buffers thrown away', code: 'for (;;) new Uint8Array(8 << 20).fill(1);', ends: FUEL_OR_MEMORY },
    {
      name: 'map that grows',
      code: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });',
      ends: FUEL_OR_MEMORY,
    },
    { name: 'property names', code: 'const o = {}; for (let i = 0; ; i++) o["p" + i] = i;', ends: FUEL_OR_MEMORY },
    { name: 'symbols', code: 'const o = {}; for (;;) o[Symbol()] = 1;', ends: FUEL_OR_MEMORY },
    {
      name: 'closures in a chain',
      code: 'let f = () => 0; for (;;) { const g = f; f = () => g; }',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'padStart',
      code: 'return "x".padStart(2 ** 29).length;',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'TOOL_THREW'],
    },
    {
      name: 'repeat and replace',
      code: 'return "a".repeat(1e6).replace(/a/g, "$`").length;',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'TOOL_THREW'],
    },
    {
      name: 'out of memory caught and tried again',
      code: 'const kept = []; for (;;) { try { for (;;) kept.push(new Array(1e5).fill(1)); } catch { kept.length = kept.length >> 1; } }',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'sparse length',
      code: 'const a = []; a.length = 2 ** 32 - 1; return a.join(",").length;',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'TOOL_THREW'],
    },
  ],
  recursion: [
    { name: 'plain recursion', code: 'const f = () => 1 + f(); return f();', ends: FUEL_OR_STACK },
    {
      name: 'recursion caught and tried again',
      code: 'const f = () => { try { return f(); } catch { return f(); } }; return f();',
      ends: FUEL_OR_STACK,
    },
    { name: 'mutual recursion through sort', code: 'const f = () => [2, 1].sort(f); return f();', ends: FUEL_OR_STACK },
    {
      name: 'recursion through toString',
      code: 'const o = { toString: () => "" + o }; return "" + o;',
      ends: FUEL_OR_STACK,
    },
    {
      name: 'recursion through a proxy',
      code: 'const p = new Proxy({}, { get: (t, k, r) => r[k] }); return p.x;',
      ends: FUEL_OR_STACK,
    },
    {
      name: 'recursion through a getter',
      code: 'const o = { get x() { return this.x; } }; return o.x;',
      ends: FUEL_OR_STACK,
    },
    {
      name: 'nested arrays to JSON',
      code: 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a;',
      ends: FUEL_OR_STACK,
    },
    {
      name: 'nested JSON text',
      code: 'return JSON.parse("[".repeat(2e5) + "]".repeat(2e5));',
      ends: ['OUT_OF_FUEL', 'STACK_EXCEEDED', 'TOOL_THREW'],
    },
    {
      name: 'nested source',
      code: 'return (0, eval)("(".repeat(1e5) + "1" + ")".repeat(1e5));',
      ends: ['OUT_OF_FUEL', 'STACK_EXCEEDED', 'TOOL_THREW'],
    },
    {
      name: 'nested expression pattern',
      code: 'return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("");',
      ends: ['OUT_OF_FUEL', 'STACK_EXCEEDED', 'TOOL_THREW'],
    },
    {
      name: 'bind upon bind',
      code: 'let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f();',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'STACK_EXCEEDED'],
    },
    {
      name: 'chain of prototypes',
      code: 'let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o); return o.missing ?? 1;',
      ends: FUEL_OR_MEMORY,
      contained: '1',
    },
  ],
};
