import { Converter } from 'opencc-js/t2cn';

const convert = Converter({ from: 't', to: 'cn' });

/** The main block of Han characters, converted once: looking one up in the dictionary takes longer than all the rest of folding. */
const FIRST = 0x4e00;
const MAIN_BLOCK: readonly string[] = Array.from({ length: 0x9fff - FIRST + 1 }, (_, index) =>
  convertOne(String.fromCodePoint(FIRST + index)),
);

/**
 * Character by character, because phrases would change lengths and with them the offsets of what is found.
 *
 * @returns the simplified form of one character, or the character itself
 */
export function simplify(char: string): string {
  const known = MAIN_BLOCK[char.charCodeAt(0) - FIRST];
  if (known !== undefined) return known;
  return char < '\u3400' ? char : convertOne(char);
}

function convertOne(char: string): string {
  const simplified = convert(char);
  return [...simplified].length === 1 ? simplified : char;
}
