import { toLocalDate } from '../../kernel/local-date.js';
import type { CopyKind, CopyRule, Effect, NegationRule, RuleSetDefinition, Sequence } from '../rules/rule.js';
import { type FoldedText, foldText } from '../text/fold-text.js';
import { TermAutomaton } from '../text/term-automaton.js';

/** What a word means where it is found, and what belongs to that; one word may have several roles. */
interface RoleFacts {
  readonly TERM: { readonly rule: CopyRule; readonly effect: Effect };
  readonly SEQUENCE_FIRST: { readonly rule: CopyRule; readonly sequence: Sequence };
  readonly SEQUENCE_THEN: { readonly rule: CopyRule; readonly sequence: Sequence };
  readonly BESIDE: { readonly rule: CopyRule };
  readonly FIGURE_WORD: { readonly rule: CopyRule };
  readonly TRIGGER: { readonly rule: CopyRule };
  readonly ELEMENT: { readonly rule: CopyRule; readonly element: string };
  readonly NEGATOR: { readonly within: number };
  readonly HARMLESS: object;
  readonly DENIAL: object;
  readonly NOT_NEGATOR: object;
}

export type RoleName = keyof RoleFacts;
type RoleNamed<K extends RoleName> = { readonly as: K } & RoleFacts[K];
type Role = { [K in RoleName]: RoleNamed<K> }[RoleName];

/** A place in the folded text with one meaning of what stands there. */
export type Placed<K extends RoleName> = RoleNamed<K> & { readonly start: number; readonly end: number };
type AnyPlaced = Role & { readonly start: number; readonly end: number };

/** By role, in the order of the text. */
export type PlacedWords = ReadonlyMap<RoleName, readonly AnyPlaced[]>;

interface Word {
  readonly chars: readonly string[];
  readonly roles: Role[];
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const LATIN = /^[a-z]$/;

/** A version of the rules, ready to be asked. Building it folds its own words as texts are folded. */
export class RuleSet {
  readonly version: string;
  readonly startsAtMs: number;
  readonly rules: readonly CopyRule[];
  readonly #words: readonly Word[];
  readonly #automaton: TermAutomaton;

  constructor(definition: RuleSetDefinition) {
    this.version = definition.version;
    this.startsAtMs = Date.parse(definition.startsAt);
    this.rules = definition.rules;
    this.#words = wordsOf(definition);
    this.#automaton = new TermAutomaton(this.#words.map(({ chars }) => chars));
  }

  /** The rules that hold on the Shanghai day of an instant for a kind of text. */
  inForce(at: number, kind: CopyKind): ReadonlySet<CopyRule> {
    const day = toLocalDate(at + SHANGHAI_OFFSET_MS);
    return new Set(
      this.rules.filter(
        ({ validFrom, validTo, appliesTo }) =>
          validFrom !== null &&
          validFrom <= day &&
          (validTo === undefined || day < validTo) &&
          (appliesTo === undefined || appliesTo.includes(kind)),
      ),
    );
  }

  find(text: FoldedText): PlacedWords {
    const placed = new Map<RoleName, AnyPlaced[]>();
    for (const { term, start, end } of this.#automaton.find(text.chars)) {
      if (cutsWord(text, start) || cutsWord(text, end)) continue;
      for (const role of this.#words[term]?.roles ?? []) {
        const known = placed.get(role.as);
        if (known) known.push({ ...role, start, end });
        else placed.set(role.as, [{ ...role, start, end }]);
      }
    }
    return placed;
  }
}

/** Latin letters make words by touching each other: "best" is not in "bestow". */
function cutsWord({ chars, gaps }: FoldedText, position: number): boolean {
  return gaps[position] === 0 && LATIN.test(chars[position] ?? '') && LATIN.test(chars[position - 1] ?? '');
}

function wordsOf({ rules, negation, harmless }: RuleSetDefinition): Word[] {
  const words = new Map<string, Word>();
  const add = (texts: readonly string[], role: Role) => {
    for (const text of texts) {
      const { chars } = foldText(text);
      const key = chars.join('');
      const word = words.get(key) ?? { chars, roles: [] };
      word.roles.push(role);
      words.set(key, word);
    }
  };
  for (const rule of rules) addRule(rule, add);
  addNegation(negation, add);
  add(harmless, { as: 'HARMLESS' });
  return [...words.values()];
}

type Add = (texts: readonly string[], role: Role) => void;

function addRule(rule: CopyRule, add: Add): void {
  add(rule.block ?? [], { as: 'TERM', rule, effect: 'BLOCK' });
  add(rule.review ?? [], { as: 'TERM', rule, effect: 'REVIEW' });
  add(rule.blockOnlyBeside ?? [], { as: 'BESIDE', rule });
  add(rule.figuresBeside?.words ?? [], { as: 'FIGURE_WORD', rule });
  add(rule.requires?.when ?? [], { as: 'TRIGGER', rule });
  for (const { name, anyOf } of rule.requires?.elements ?? []) add(anyOf, { as: 'ELEMENT', rule, element: name });
  for (const sequence of rule.sequences ?? []) {
    add(sequence.first, { as: 'SEQUENCE_FIRST', rule, sequence });
    add(sequence.followers, { as: 'SEQUENCE_THEN', rule, sequence });
  }
}

function addNegation({ negators, denials, notNegators }: NegationRule, add: Add): void {
  for (const { words, within } of negators) add(words, { as: 'NEGATOR', within });
  add(denials, { as: 'DENIAL' });
  add(notNegators, { as: 'NOT_NEGATOR' });
}
