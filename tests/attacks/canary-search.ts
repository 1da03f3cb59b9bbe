/** What was planted, by the name that a failure shows: the canary itself need not stand in a test's report. */
export type Planted = readonly (readonly [kind: string, canary: string])[];

/** How a text may look after it went through a URL, a JSON text, a header or a buffer that somebody printed. */
const FORMS: readonly ((canary: string) => string)[] = [
  (canary) => canary,
  encodeURIComponent,
  (canary) => JSON.stringify(canary).slice(1, -1),
  (canary) => canary.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  (canary) => Buffer.from(canary).toString('hex'),
  (canary) => [...Buffer.from(canary)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
];

/** @returns kinds of what stands in the text, in any of the forms that it may have there */
export function canariesIn(text: string, planted: Planted): string[] {
  return planted.filter(([, canary]) => FORMS.some((form) => text.includes(form(canary)))).map(([kind]) => kind);
}

/** One line of figures for whoever reads the test's output. @returns kinds of what was found, which ought to be none */
export function searchOutput(output: string, planted: Planted, doors: number): string[] {
  const found = canariesIn(output, planted);
  process.stdout.write(
    `log canaries: ${found.length} of ${planted.length} found in ${output.split('\n').length} lines, planted through ${doors} doors\n`,
  );
  return found;
}
