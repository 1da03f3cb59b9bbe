const GRAPHEMES = { min: 2, max: 60 };

/** Scripts of letters by language; digits, spaces and punctuation are of no script (Unicode `Common`). */
const SCRIPTS = {
  en: /^[\p{Script=Latin}\p{Script=Common}]+$/u,
  zh: /^[\p{Script=Han}\p{Script=Latin}\p{Script=Common}]+$/u,
} as const;

/** Words that make an app look like the brokerage itself; compared without case, accents, spaces and look-alike digits. */
const RESERVED = ['openfolio', '官方'];
const DIGITS_LIKE_LETTERS: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '5': 's' };

/**
 * Whether the consent page may show it: what customers read there decides whom they trust. Letters of one script cannot
 * be taken for those of another (Cyrillic а for a, 𝐁 for B), nothing in it is invisible or turns the reading direction,
 * and no app bears the brokerage's name. Source: Unicode TS #39 §5, restricted to the two languages of the page.
 */
export function isDisplayName(name: string, language: keyof typeof SCRIPTS): boolean {
  const length = [...new Intl.Segmenter().segment(name)].length;
  return (
    length >= GRAPHEMES.min &&
    length <= GRAPHEMES.max &&
    name === name.trim() &&
    name === name.normalize('NFC') &&
    SCRIPTS[language].test(name) &&
    !/[\p{C}\p{M}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(name) &&
    !/[\p{L}\p{N}]/u.test(changedByCompatibility(name)) &&
    !isReserved(name)
  );
}

/** Letters and digits with a plain equivalent, e.g. full width or mathematical ones. Their plain forms are accepted. */
function changedByCompatibility(name: string): string {
  return Array.from(name)
    .filter((character) => character !== character.normalize('NFKC'))
    .join('');
}

function isReserved(name: string): boolean {
  const skeleton = Array.from(name.normalize('NFKD').toLowerCase())
    .map((character) => DIGITS_LIKE_LETTERS[character] ?? character)
    .filter((character) => /\p{L}/u.test(character))
    .join('')
    .replaceAll('l', 'i'); // I, l and 1 are one stroke in most fonts
  return RESERVED.some((word) => skeleton.includes(word.replaceAll('l', 'i')));
}
