import type { FoldedText } from '../text/fold-text.js';

/** A figure in per cent: positions in the folded text. */
export interface Figure {
  readonly start: number;
  readonly end: number;
}

const DIGIT = /^\p{Nd}$/u;
const NUMERALS = new Set('零〇一二三四五六七八九十百千两点');

/** `6.5%` (the point is taken out by folding) and `百分之六`. In order. */
export function findFigures({ chars }: FoldedText): Figure[] {
  const figures: Figure[] = [];
  let digits = 0;
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '%' && digits > 0) figures.push({ start: at - digits, end: at + 1 });
    digits = DIGIT.test(char) ? digits + 1 : 0;
    if (char === '百' && chars[at + 1] === '分' && chars[at + 2] === '之') {
      const end = endOfNumerals(chars, at + 3);
      if (end > at + 3) figures.push({ start: at, end });
    }
  }
  return figures;
}

/** Eight numerals say any percentage; more are somebody's trick and need not be walked over. */
function endOfNumerals(chars: readonly string[], from: number): number {
  let end = from;
  while (end < from + 8 && (NUMERALS.has(chars[end] ?? '') || DIGIT.test(chars[end] ?? ''))) end += 1;
  return end;
}
