import { type AttackGroup, FUEL, FUEL_OR_MEMORY } from './attack.js';

/** Work that one call of a built-in function does; fuel must count it although no line of the plugin runs. */
export const NATIVE: AttackGroup = {
  regex: [
    { name: 'nested quantifier', code: 'return /^(a+)+$/.test("a".repeat(60) + "b");', ends: FUEL },
    { name: 'alternatives that overlap', code: 'return /^(a|a|aa)*$/.test("a".repeat(60) + "b");', ends: FUEL },
    { name: 'back reference', code: 'return /^(a*)*\\1$/.test("a".repeat(60) + "b");', ends: FUEL },
    { name: 'lookahead', code: 'return /^(?=(a+)+b)a*$/.test("a".repeat(60));', ends: FUEL },
    { name: 'split by a slow pattern', code: 'return ("a".repeat(40) + "b").split(/(?:a+)+c/).length;', ends: FUEL },
    { name: 'sticky search over long text', code: 'return "a".repeat(3e5).match(/a*?b/g);', ends: FUEL },
    {
      name: 'replace with a function',
      code: 'return "a".repeat(1e6).replace(/a/g, () => { let n = 0; for (let i = 0; i < 1e4; i++) n += i; return n; }).length;',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'large counted repetition',
      code: 'return /^(?:(?:a{1,200}){1,200}){1,200}$/.test("a".repeat(300) + "b");',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'TOOL_THREW'],
    },
  ],
  'native loops': [
    { name: 'fill in a loop', code: 'const a = new Uint8Array(24 << 20); for (;;) a.fill(7);', ends: FUEL_OR_MEMORY },
    {
      name: 'copyWithin in a loop',
      code: 'const a = new Uint8Array(24 << 20); for (;;) a.copyWithin(1, 0);',
      ends: FUEL_OR_MEMORY,
    },
    { name: 'slice in a loop', code: 'const a = new Uint8Array(12 << 20); for (;;) a.slice();', ends: FUEL_OR_MEMORY },
    {
      name: 'sort',
      code: 'const a = Array.from({ length: 1e6 }, (_, i) => (i * 7919) % 1000003); for (;;) a.sort();',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'sort with a lying comparison',
      code: 'const a = Array.from({ length: 1e5 }, (_, i) => i); for (;;) a.sort(() => 1);',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'indexOf over long strings',
      code: 'const s = "a".repeat(1 << 20), p = "a".repeat(1 << 19) + "b"; for (;;) s.indexOf(p);',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'join of a sparse array',
      code: 'const a = new Array(1e8); return a.join("").length;',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'TOOL_THREW'],
    },
    {
      name: 'array-like of enormous length',
      code: 'return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);',
      ends: FUEL,
    },
    {
      name: 'apply with an enormous length',
      code: 'return Math.max.apply(null, { length: 1e7 });',
      ends: ['OUT_OF_FUEL', 'OUT_OF_MEMORY', 'STACK_EXCEEDED', 'TOOL_THREW'],
    },
    { name: 'normalize', code: 'const s = "\\u0344".repeat(2e5); for (;;) s.normalize("NFC");', ends: FUEL_OR_MEMORY },
    {
      name: 'localeCompare and case',
      code: 'const s = "\\u0130".repeat(2e5); for (;;) s.toLowerCase().toUpperCase();',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'encodeURIComponent',
      code: 'const s = "\\u4e2d".repeat(3e5); for (;;) encodeURIComponent(s);',
      ends: FUEL_OR_MEMORY,
    },
    {
      name: 'JSON back and forth',
      code: 'const o = Array.from({ length: 1e4 }, (_, i) => ({ i })); for (;;) JSON.parse(JSON.stringify(o));',
      ends: FUEL_OR_MEMORY,
    },
    { name: 'decimal digits', code: 'for (let i = 1; ; i++) (i / 3).toFixed(100);', ends: FUEL_OR_MEMORY },
    { name: 'dates', code: 'for (let i = 0; ; i++) Date.parse(new Date(i * 1e9).toString());', ends: FUEL_OR_MEMORY },
  ],
};
