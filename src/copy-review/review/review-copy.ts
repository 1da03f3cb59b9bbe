import { createHash } from 'node:crypto';
import type { CopyKind, CopyRule, Effect } from '../rules/rule.js';
import { ruleSetAt } from '../rules/rule-sets.js';
import { type FoldedText, foldText } from '../text/fold-text.js';
import { type Candidate, findCandidates, isTornApart, placedAs } from './candidates.js';
import { claimLongest } from './claim-longest.js';
import type { PlacedWords, RuleSet } from './rule-set.js';
import { type Surroundings, surroundingsOf } from './surroundings.js';

/** BLOCK: can't be published. REVIEW: a person decides. REQUIRE: something has to be added. PASS: nothing found. */
export type Verdict = 'BLOCK' | 'REVIEW' | 'REQUIRE' | 'PASS';

/** Why something that a rule blocks is left to a person instead. */
export type Softened = 'DENIED' | 'TORN_APART' | 'EVIDENCE' | 'OUT_OF_CONTEXT';

export interface Finding {
  readonly ruleId: string;
  readonly basis: string;
  readonly effect: Effect;
  /** Where it stands in the text as given, in UTF-16 code units, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly matched: string;
  readonly softened: Softened | null;
}

export interface RequirementState {
  readonly ruleId: string;
  readonly basis: string;
  /** Names of the elements that are not there; empty when it is met. */
  readonly missing: readonly string[];
}

export interface CopyReview {
  readonly ruleSet: string;
  /** sha256 of the text as UTF-8, hex: what a decision is bound to. */
  readonly textHash: string;
  readonly kind: CopyKind;
  readonly verdict: Verdict;
  /** In the order of the text, at most {@link FINDINGS_MAX}; `findingCount` counts all. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  readonly requirements: readonly RequirementState[];
}

export interface ReviewOptions {
  /** The one that holds at `at` when left out; an older one replays an old decision. */
  readonly ruleSet?: RuleSet;
  /** Epoch ms: rules hold on the Shanghai day of it. */
  readonly at: number;
  /** CAMPAIGN when left out. */
  readonly appliesTo?: CopyKind;
  /** Ids of rules for whose claims a source is attached. */
  readonly evidence?: readonly string[];
}

export const FINDINGS_MAX = 200;

/** Judges a marketing text. Pure; time grows linearly with the text. */
export function reviewCopy(text: string, options: ReviewOptions): CopyReview {
  const { at, appliesTo: kind = 'CAMPAIGN', evidence = [] } = options;
  const ruleSet = options.ruleSet ?? ruleSetAt(at);
  const inForce = ruleSet.inForce(at, kind);
  const folded = foldText(text);
  const placed = ruleSet.find(folded);
  const around = surroundingsOf(folded, placed);
  const judged = findCandidates(folded, placed, inForce)
    .filter((candidate) => !around.isHarmless(candidate))
    .map((candidate) => judge(folded, candidate, around, evidence));
  const findings = claimLongest(judged).map((each) => toFinding(folded, each));
  const requirements = requirementStates(placed, inForce, kind, findings);
  return {
    ruleSet: ruleSet.version,
    textHash: hashOfCopy(text),
    kind,
    verdict: verdictOf(findings, requirements),
    findings: findings.slice(0, FINDINGS_MAX),
    findingCount: findings.length,
    requirements,
  };
}

export function hashOfCopy(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface Judged extends Candidate {
  readonly softened: Softened | null;
}

function judge(text: FoldedText, candidate: Candidate, around: Surroundings, evidence: readonly string[]): Judged {
  const { rule, effect } = candidate;
  if (effect === 'REVIEW') return { ...candidate, softened: null };
  const softened = reasonToSoften(text, candidate, around, evidence.includes(rule.id));
  return { ...candidate, effect: softened ? 'REVIEW' : 'BLOCK', softened };
}

function reasonToSoften(
  text: FoldedText,
  candidate: Candidate,
  around: Surroundings,
  hasEvidence: boolean,
): Softened | null {
  const { rule } = candidate;
  if (around.isDenied(candidate)) return 'DENIED';
  if (isTornApart(text, candidate)) return 'TORN_APART';
  if (rule.evidenceAccepted && hasEvidence) return 'EVIDENCE';
  if (rule.blockOnlyBeside && !around.isBeside(rule, candidate)) return 'OUT_OF_CONTEXT';
  return null;
}

function toFinding({ original, starts, ends }: FoldedText, { rule, effect, softened, ...place }: Judged): Finding {
  const start = starts[place.start] ?? 0;
  const end = ends[place.end - 1] ?? start;
  return { ruleId: rule.id, basis: rule.basis, effect, start, end, matched: original.slice(start, end), softened };
}

function requirementStates(
  placed: PlacedWords,
  inForce: ReadonlySet<CopyRule>,
  kind: CopyKind,
  findings: readonly Finding[],
): RequirementState[] {
  const triggered = new Set(placedAs(placed, 'TRIGGER').map(({ rule }) => rule));
  const present = new Set(placedAs(placed, 'ELEMENT').map(({ rule, element }) => `${rule.id} ${element}`));
  const hasFigure = findings.some(({ ruleId }) => ruleId === 'FIGURE-YIELD');
  return [...inForce].flatMap((rule) => {
    const { requires } = rule;
    if (!requires) return [];
    const due = triggered.has(rule) || requires.kinds?.includes(kind) || (requires.whenFigure && hasFigure);
    if (!due) return [];
    const missing = requires.elements.map(({ name }) => name).filter((name) => !present.has(`${rule.id} ${name}`));
    return [{ ruleId: rule.id, basis: rule.basis, missing }];
  });
}

function verdictOf(findings: readonly Finding[], requirements: readonly RequirementState[]): Verdict {
  if (findings.some(({ effect }) => effect === 'BLOCK')) return 'BLOCK';
  if (findings.length > 0) return 'REVIEW';
  return requirements.some(({ missing }) => missing.length > 0) ? 'REQUIRE' : 'PASS';
}
