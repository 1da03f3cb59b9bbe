import { type AttackGroup, FUEL } from './attack.js';

/** Everything at the border: what is returned, what is thrown, what is looked for outside. */
export const BORDER: AttackGroup = {
  output: [
    {
      name: 'ten megabytes',
      code: 'return "x".repeat(1e7);',
      ends: ['OUTPUT_TOO_LARGE', 'OUT_OF_FUEL', 'OUT_OF_MEMORY'],
    },
    { name: 'just above the limit', code: 'return "x".repeat(131072);', ends: ['OUTPUT_TOO_LARGE'] },
    {
      name: 'JSON that explodes',
      code: 'let o = "x"; for (let i = 0; i < 24; i++) o = [o, o]; return o;',
      ends: ['OUTPUT_TOO_LARGE', 'OUT_OF_FUEL', 'OUT_OF_MEMORY'],
    },
    { name: 'log without end', code: 'for (;;) console.log("y".repeat(1000));', ends: FUEL },
    {
      name: 'log with a hostile object',
      code: 'console.log({ toJSON() { throw new Error("no"); } }); return 1;',
      ends: ['TOOL_THREW'],
    },
    { name: 'circular result', code: 'const o = {}; o.o = o; return o;', ends: ['TOOL_THREW'] },
    { name: 'undefined', code: 'return undefined;', ends: ['RESULT_NOT_JSON'] },
    { name: 'function', code: 'return () => 1;', ends: ['RESULT_NOT_JSON'] },
    { name: 'lone surrogates', code: 'return "\\ud800".repeat(3);', contained: '"\\ud800\\ud800\\ud800"' },
    { name: 'forged reply', code: 'JSON.stringify = () => "e99999\\nforged"; return 1;', contained: '1' },
    {
      name: 'reply broken by a string that is none',
      code: 'String.prototype.slice = () => { throw 1; }; Number.prototype.toString = () => "9"; return 1;',
      contained: '1',
    },
  ],
  'exotic throws': [
    { name: 'throws null', code: 'throw null;', ends: ['TOOL_THREW'] },
    {
      name: 'throws a proxy',
      code: 'throw new Proxy({}, { has() { throw 1; }, get() { throw 2; } });',
      ends: ['TOOL_THREW'],
    },
    { name: 'throws an error whose message never ends', code: 'throw { get message() { for (;;); } };', ends: FUEL },
    {
      name: 'throws an error whose stack is huge',
      code: 'const e = new Error("x".repeat(1e6)); throw e;',
      ends: ['TOOL_THREW'],
    },
    { name: 'throws a symbol', code: 'throw Symbol("x");', ends: ['TOOL_THREW'] },
    {
      name: 'throws a revoked proxy',
      code: 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;',
      ends: ['TOOL_THREW'],
    },
    {
      name: 'throws while it is described',
      code: 'throw { message: { toString() { throw new Error("again"); } }, name: "x" };',
      ends: ['TOOL_THREW'],
    },
    { name: 'throws at load', topLevel: 'throw new Error("at load");', code: 'return 1;', ends: ['PLUGIN_UNLOADABLE'] },
    {
      name: 'throws a hostile object at load',
      topLevel: 'throw { get message() { for (;;); } };',
      code: 'return 1;',
      ends: ['PLUGIN_UNLOADABLE'],
    },
    { name: 'does not compile', topLevel: 'this is no JavaScript', code: 'return 1;', ends: ['PLUGIN_UNLOADABLE'] },
    {
      name: 'prepareStackTrace',
      code: 'Error.prepareStackTrace = () => { for (;;); }; throw new Error("x");',
      ends: [...FUEL, 'TOOL_THREW'],
    },
  ],
  microtasks: [
    { name: 'async tool', code: 'return (async () => 1)();', ends: ['TOOL_ASYNC'] },
    { name: 'thenable', code: 'return { then(resolve) { resolve(1); } };', ends: ['TOOL_ASYNC'] },
    { name: 'then that is a getter', code: 'return { get then() { for (;;); } };', ends: FUEL },
    {
      name: 'jobs that multiply',
      code: 'const f = () => Promise.resolve().then(f).then(f); f(); return "left";',
      contained: '"left"',
    },
    {
      name: 'jobs left for the next call',
      code: 'Promise.resolve().then(() => { globalThis.later = 1; }); return typeof later;',
      contained: '"undefined"',
    },
    {
      name: 'rejections unhandled',
      code: 'for (let i = 0; i < 1000; i++) Promise.reject(new Error("x")); return 1;',
      contained: '1',
    },
    {
      name: 'async generator',
      code: 'async function* g() { for (;;) yield 1; } g().next(); return 1;',
      contained: '1',
    },
  ],
};
