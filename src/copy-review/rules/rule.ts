import type { LocalDate } from '../../kernel/local-date.js';

/** What a text is written for. A rule without `appliesTo` holds for all of them. */
export const COPY_KINDS = ['CAMPAIGN', 'PARTNER_CONTENT', 'PLUGIN_LISTING', 'DCA_OUTPUT'] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

/** BLOCK can't be published; REVIEW needs a person's decision with a reason. */
export type Effect = 'BLOCK' | 'REVIEW';

/** How well the wording behind a rule is known: the law's own text, somebody's summary of it, or our own addition. */
export type SourceStatus = 'TEXT_SEEN' | 'SECONDARY' | 'OWN';

/** `first`, then at most `within` characters, then one of `followers`: what a regular expression would say with `.{0,n}`, in bounded steps. */
export interface Sequence {
  readonly effect: Effect;
  readonly first: readonly string[];
  readonly within: number;
  readonly followers: readonly string[];
}

/** Something the text has to say, once it says one of `when` (or is of one of `kinds`). Every element must be there. */
export interface Requirement {
  readonly when: readonly string[];
  readonly kinds?: readonly CopyKind[];
  /** A figure in per cent beside a word of yield demands it as well. */
  readonly whenFigure?: boolean;
  readonly elements: readonly { readonly name: string; readonly anyOf: readonly string[] }[];
}

/**
 * One rule of a set. It is never edited in place: it ends with `validTo` and a successor begins, so that an old decision can be
 * replayed under the rules of its day.
 */
export interface CopyRule {
  readonly id: string;
  /** First day in force; `null`: its text is not confirmed yet, so it stays off. */
  readonly validFrom: LocalDate | null;
  /** First day on which it no longer holds. */
  readonly validTo?: LocalDate;
  /** The law or notice it comes from, article included. */
  readonly basis: string;
  readonly source: SourceStatus;
  readonly appliesTo?: readonly CopyKind[];
  readonly block?: readonly string[];
  readonly review?: readonly string[];
  readonly sequences?: readonly Sequence[];
  /** BLOCK holds in sentences with one of these words alone; elsewhere the term is for a person to judge. */
  readonly blockOnlyBeside?: readonly string[];
  /** An attached source turns BLOCK into REVIEW. */
  readonly evidenceAccepted?: boolean;
  /** A figure in per cent at most `within` characters from one of these words is for a person to judge. */
  readonly figuresBeside?: { readonly words: readonly string[]; readonly within: number };
  readonly requires?: Requirement;
}

/** What turns a promise into its denial, and what only looks like it. */
export interface NegationRule {
  /** The term may begin at most `within` characters behind one of these, in the same clause. */
  readonly negators: readonly { readonly words: readonly string[]; readonly within: number }[];
  /** From here to the end of the clause nothing is promised. */
  readonly denials: readonly string[];
  /** Words that hold a negator and deny nothing: "not only". */
  readonly notNegators: readonly string[];
}

export interface RuleSetDefinition {
  /** year.month.patch */
  readonly version: string;
  /** From this instant on it is the current one. */
  readonly startsAt: string;
  readonly rules: readonly CopyRule[];
  readonly negation: NegationRule;
  /** Longer words in which a term means nothing of the kind: a security centre promises no safety of money. */
  readonly harmless: readonly string[];
}
