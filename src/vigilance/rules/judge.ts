import { type AppActivity, MEASURES, type Measured } from './measures.js';
import { isFurther, type RuleRow, STEPS, type Step } from './rule.js';

/** What one rule concluded about one app. */
export interface Finding {
  readonly row: RuleRow;
  readonly step: Step;
  readonly threshold: number;
  readonly measured: Measured;
}

/**
 * Judges one app by the rows that hold today: for each the furthest step that its measure reaches. The brokerage's own
 * pages are only recorded: stopping them would be the outage, and people are told as well.
 */
export function judge(activity: AppActivity, rows: readonly RuleRow[], recordOnly = activity.firstParty): Finding[] {
  return rows.flatMap((row) => {
    const measured = MEASURES[row.measure](activity, row);
    const step = measured && furthestStep(row, measured.value);
    if (!measured || step === undefined) return [];
    const taken = (recordOnly || activity.firstParty) && isFurther(step, 'RECORDED') ? 'RECORDED' : step;
    return [{ row, step: taken, threshold: row.at[taken] ?? 0, measured }];
  });
}

function furthestStep(row: RuleRow, value: number): Step | undefined {
  return STEPS.findLast((step) => value >= (row.at[step] ?? Number.POSITIVE_INFINITY));
}
