/** Control characters but tab and line feed, and the marks that turn the direction of a text or hide in it. */
const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const KEPT = new Set(['\t', '\n']);

/** What an HTML parser takes for the beginning of a tag, a comment or a declaration. */
const TAG_BEGIN = /<(?=[a-zA-Z/!?])/g;

/**
 * A text that is harmless wherever it is shown: no control or bidirectional marks, line ends as `\n`, and no `<` that could begin
 * a tag; it becomes `‹`, so `P/E < 10` stays as it was written. Done once, where text comes in, so that no
 * page, mail or partner's app has to remember it.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, (mark) => (KEPT.has(mark) ? mark : ''))
    .replace(TAG_BEGIN, '‹')
    .normalize('NFC')
    .trim();
}
