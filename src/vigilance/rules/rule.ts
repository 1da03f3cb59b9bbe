/** What is done about an app, each step including the one before it. */
export type Step = 'RECORDED' | 'RESTRICTED' | 'FROZEN';

export const STEPS: readonly Step[] = ['RECORDED', 'RESTRICTED', 'FROZEN'];

export function isFurther(step: Step, than: Step | undefined): boolean {
  return STEPS.indexOf(step) > (than === undefined ? -1 : STEPS.indexOf(than));
}

export type RuleName =
  | 'ID_ENUMERATION'
  | 'SLOW_ENUMERATION'
  | 'DENIED_READS'
  | 'ODD_HOUR_BURST'
  | 'HONEY_TOKEN'
  | 'NEW_NETWORK';

/** One dated row of a rule: from that day on, until a later row of the same rule takes over. */
export interface RuleRow {
  readonly rule: RuleName;
  /** Day at the brokerage, YYYY-MM-DD. */
  readonly validFrom: string;
  /** Over which span is measured. */
  readonly windowMinutes: number;
  /** Which number of the span is compared; `measures.ts` says how it is taken. */
  readonly measure: MeasureName;
  /** Fewer than this is never judged: the least of the measured things, e.g. operations. */
  readonly atLeast: number;
  /** The measured must be this part of all at least, so that a busy app is not judged by its size. */
  readonly partMin?: number;
  /** From which measure on each step is taken. A step that is missing is never taken by this rule alone. */
  readonly at: Readonly<Partial<Record<Step, number>>>;
  /** Which part of its budgets a restricted app keeps. */
  readonly budgetShare: number;
  /** Told to the owner with each finding. */
  readonly reasonEn: string;
  readonly reasonZh: string;
}

export type MeasureName = 'idsMissed' | 'denied' | 'planted' | 'timesUsual' | 'fromNewNetwork';
