import { Readable } from 'node:stream';
import {
  type Format,
  type ImportDependencies,
  type ImportOptions,
  type ImportSource,
  importRows,
  LAYOUTS,
  type LayoutName,
} from '../../src/imports/index.js';
import { fixedClock } from '../../src/kernel/clock.js';
import type { Database } from '../../src/storage/index.js';

/** A small valid world; tests replace single files of it. */
export const FILES: Readonly<Record<LayoutName, string>> = {
  instruments:
    'mic,symbol,isin,name_zh,name_en,type,currency,risk_level\nXSHG,600519,CNE0000018R8,贵州茅台,Kweichow Moutai,STOCK,CNY,R4\nXHKG,0700,,腾讯,Tencent,STOCK,HKD,R4\n',
  prices: 'mic,symbol,date,close,source\nXSHG,600519,2024-01-02,1700.00,TEST\nXSHG,600519,2024-01-03,1710.00,TEST\n',
  fx: 'base_currency,quote_currency,date,rate,source\nUSD,CNY,2024-01-02,7.1,TEST\n',
  customers: 'external_ref,name_zh,name_en,tier,risk_level,onboarded_at\nC1,"王 ""小"" 明",Wang,MASS,C3,2020-01-01\n',
  accounts:
    'external_ref,customer_ref,number,name,type,status,base_currency,opened_at\nA1,C1,12345678,Main,CASH,ACTIVE,CNY,2020-01-01\n',
  transactions: [
    'account_ref,external_ref,type,trade_date,settle_date,mic,symbol,quantity,price,currency,gross,net,charges,note',
    'A1,T1,DEPOSIT,2024-01-02,2024-01-02,,,,,CNY,200000.00,200000.00,,',
    'A1,T2,BUY,2024-01-02,2024-01-03,XSHG,600519,100,1700.00,CNY,-170000.00,-170044.20,commission=42.50;transferFee=1.70@2022-04-29,"first, ""real"" buy"',
    '',
  ].join('\n'),
};

export const noDerivation: Pick<ImportDependencies, 'derive' | 'refreshQuotes' | 'clock'> = {
  clock: fixedClock('2024-06-30T00:00:00Z'),
  derive: async () => {},
  refreshQuotes: async () => {},
};

export function source(
  name: LayoutName,
  text: string | Buffer | AsyncIterable<Uint8Array>,
  format: Format = 'csv',
): ImportSource {
  const layout = LAYOUTS.find((candidate) => candidate.name === name);
  if (!layout) throw new RangeError(name);
  const open = () => (typeof text === 'string' || Buffer.isBuffer(text) ? Readable.from([Buffer.from(text)]) : text);
  return { layout, format, name: `${name}.${format}`, open };
}

export function importFiles(
  database: Database,
  files: Partial<Record<LayoutName, string | Buffer>>,
  options: ImportOptions = {},
) {
  const sources = LAYOUTS.flatMap(({ name }) => (files[name] === undefined ? [] : [source(name, files[name])]));
  return importRows({ ops: database.ops, ...noDerivation }, sources, options);
}

/** The problems of a refused import as `file:line column reason`. */
export async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  const problems = (
    error as
      | { extensions?: { problems?: { file: string; line: number; column: string | null; reason: string }[] } }
      | undefined
  )?.extensions?.problems;
  if (!problems) throw error ?? new Error('the import was not refused');
  return problems.map(({ file, line, column, reason }) => `${file}:${line} ${column ?? '-'} ${reason}`);
}

export async function countsOf(database: Database): Promise<Record<string, number>> {
  const tables = ['instrument', 'price_daily', 'fx_rate', 'customer', 'account', 'transaction'];
  const { rows } = await database.ops.query<Record<string, string>>(
    `SELECT ${tables.map((name) => `(SELECT count(*) FROM ${name}) AS ${name}`).join(', ')}`,
  );
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]));
}
