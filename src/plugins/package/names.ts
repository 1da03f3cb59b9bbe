/** Groups of characters that a reader takes for one another, each written as its first. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/0/g, 'o'],
  [/[1i]/g, 'l'],
  [/5/g, 's'],
  [/8/g, 'b'],
  [/2/g, 'z'],
  [/[-]/g, ''],
];

/** Whether two different names read alike. Other alphabets can not occur: the manifest's names are ASCII. */
export function looksLike(taken: string, name: string): boolean {
  return taken !== name && skeleton(taken) === skeleton(name);
}

function skeleton(name: string): string {
  return ALIKE.reduce((text, [pattern, first]) => text.replace(pattern, first), name);
}
