import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly quick: boolean;
  readonly customers: number;
  readonly transactionsPerAccount: number;
  /** Grants that the load comes from, each of another customer and with a key of its own. */
  readonly clients: number;
  readonly questions: readonly string[];
  readonly concurrencies: readonly number[];
  readonly rounds: number;
  readonly roundSeconds: number;
  readonly warmUpSeconds: number;
  readonly growth: boolean;
  /** Where the figures are written as JSON. */
  readonly jsonFile: string | undefined;
  /** Writes the table into docs/performance.md. */
  readonly document: boolean;
  /** Writes CPU profiles of the platform, one per question, instead of comparing. */
  readonly profileDirectory: string | undefined;
}

const FULL = { customers: 10_000, transactions: 100, clients: 400, rounds: 3, seconds: 8, warmUp: 3 };
const QUICK = { customers: 500, transactions: 60, clients: 100, rounds: 2, seconds: 2, warmUp: 1 };

/** The ratios are stated at this concurrency. */
export const REFERENCE_CONCURRENCY = 32;

const FLAGS = {
  quick: { type: 'boolean', default: false },
  customers: { type: 'string' },
  transactions: { type: 'string' },
  clients: { type: 'string' },
  questions: { type: 'string', default: 'q1,q2,q3' },
  concurrency: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  'no-growth': { type: 'boolean', default: false },
  json: { type: 'string' },
  document: { type: 'boolean', default: false },
  profile: { type: 'string' },
} as const;

/** @throws TypeError for an unknown flag, RangeError for a number that is none */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const preset = values.quick ? QUICK : FULL;
  const concurrencies = values.concurrency ?? (values.quick ? String(REFERENCE_CONCURRENCY) : '1,32,256');
  return {
    quick: values.quick,
    customers: count('customers', values.customers, preset.customers),
    transactionsPerAccount: count('transactions', values.transactions, preset.transactions),
    clients: count('clients', values.clients, preset.clients),
    questions: values.questions.split(','),
    concurrencies: concurrencies.split(',').map((text) => count('concurrency', text, 0)),
    rounds: count('rounds', values.rounds, preset.rounds),
    roundSeconds: count('seconds', values.seconds, preset.seconds),
    warmUpSeconds: preset.warmUp,
    growth: !values['no-growth'] && !values.quick,
    jsonFile: values.json,
    document: values.document,
    profileDirectory: values.profile,
  };
}

function count(flag: string, text: string | undefined, preset: number): number {
  if (text === undefined) return preset;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new RangeError(`--${flag} must be a whole number from 1 to 9999999`);
  return Number(text);
}
