import type { MeasureName, RuleRow } from './rule.js';

export interface ActivitySums {
  readonly operations: number;
  readonly idsAsked: number;
  readonly idsMissed: number;
  readonly denied: number;
  readonly planted: number;
}

/** What is known of one app at one moment. */
export interface AppActivity {
  readonly appId: string;
  /** The brokerage's own pages: noticed and never stopped by a machine. */
  readonly firstParty: boolean;
  /** By window in minutes. */
  readonly windows: ReadonlyMap<number, ActivitySums>;
  /** From the last four weeks: its busiest hour at this hour of the day, its busiest hour at all, and how long it is known. */
  readonly usual: { readonly peakAtThisHour: number; readonly peak: number; readonly days: number };
  /** Networks that it was first seen from within the last hour, and how many it has. */
  readonly networks: { readonly fresh: readonly { network: string; operations: number }[]; readonly known: number };
}

/** A number, and what it was made of; `undefined` where the rule has nothing to say. */
export interface Measured {
  readonly value: number;
  readonly detail: Readonly<Record<string, number | string>>;
}

type Measure = (activity: AppActivity, row: RuleRow) => Measured | undefined;

const NOTHING: ActivitySums = { operations: 0, idsAsked: 0, idsMissed: 0, denied: 0, planted: 0 };

/** A habit takes a week to be one. */
const HABIT_DAYS = 7;

/** An hour is odd for an app when it was never busier than this part of its busiest hour. */
const ODD_PART = 0.2;

/** An app on people's own devices comes from everywhere: there a new network says nothing. */
const NETWORKS_OF_A_SERVER = 20;

export const MEASURES: Readonly<Record<MeasureName, Measure>> = {
  idsMissed: (activity, row) => {
    const { idsMissed, idsAsked } = sumsOf(activity, row);
    return partOf(row, idsMissed, idsAsked, { idsMissed, idsAsked });
  },
  denied: (activity, row) => {
    const { denied, operations } = sumsOf(activity, row);
    return partOf(row, denied, operations, { denied, operations });
  },
  planted: (activity, row) => {
    const { planted } = sumsOf(activity, row);
    return planted >= row.atLeast ? { value: planted, detail: { planted } } : undefined;
  },
  timesUsual: (activity, row) => {
    const { operations } = sumsOf(activity, row);
    const { peakAtThisHour, peak, days } = activity.usual;
    if (operations < row.atLeast || days < HABIT_DAYS || peakAtThisHour > peak * ODD_PART) return undefined;
    // Compared with the busiest such hour, spread evenly: a nightly batch that is done in ten minutes is six times that.
    const usual = Math.max(1, (peakAtThisHour * row.windowMinutes) / 60);
    return { value: Math.floor(operations / usual), detail: { operations, peakAtThisHour, peak } };
  },
  fromNewNetwork: ({ usual, networks }, row) => {
    if (usual.days < HABIT_DAYS || networks.known > NETWORKS_OF_A_SERVER) return undefined;
    const busiest = networks.fresh.toSorted((a, b) => b.operations - a.operations)[0];
    if (!busiest || busiest.operations < row.atLeast) return undefined;
    return { value: busiest.operations, detail: { network: busiest.network, operations: busiest.operations } };
  },
};

function sumsOf({ windows }: AppActivity, { windowMinutes }: RuleRow): ActivitySums {
  return windows.get(windowMinutes) ?? NOTHING;
}

function partOf(row: RuleRow, value: number, all: number, detail: Measured['detail']): Measured | undefined {
  return value >= row.atLeast && value >= all * (row.partMin ?? 0) ? { value, detail } : undefined;
}
