import type { LocalDate } from '../../kernel/local-date.js';
import { chargesError } from './charges.errors.js';
import type { FeeKey } from './rate-on.js';

export type ChargeCode =
  | 'COMMISSION'
  | 'STAMP_DUTY'
  | 'TRANSFER_FEE'
  | 'SFC_LEVY'
  | 'AFRC_LEVY'
  | 'INVESTOR_COMPENSATION_LEVY'
  | 'TRADING_FEE'
  | 'TRADING_TARIFF'
  | 'SETTLEMENT_FEE'
  | 'SEC_FEE'
  | 'FINRA_TAF';

/** One possible line of a trade's charges. */
export interface ChargeRule {
  readonly code: ChargeCode;
  readonly key: FeeKey;
  /** The charge did not exist for earlier trades: no line then, and no rate is asked for. */
  readonly introducedOn?: LocalDate;
  /** Buyers never pay it, at any date; without this the rate row's own side decides. */
  readonly sellersOnly?: true;
}

export interface ChargeSchedule {
  readonly currency: string;
  /** Bounds of the agreed commission; `null`: the contract alone decides. */
  readonly commissionKey: FeeKey | null;
  readonly rules: readonly ChargeRule[];
}

type InstrumentKind = 'STOCK' | 'ETF';

const HK_COMMON: readonly ChargeRule[] = [
  { code: 'SFC_LEVY', key: 'HK.sfcLevy' },
  { code: 'AFRC_LEVY', key: 'HK.afrcLevy', introducedOn: '2022-01-01' },
  { code: 'INVESTOR_COMPENSATION_LEVY', key: 'HK.investorCompensationLevy' },
  { code: 'TRADING_FEE', key: 'HK.tradingFee' },
  { code: 'TRADING_TARIFF', key: 'HK.tradingTariff' },
  { code: 'SETTLEMENT_FEE', key: 'HK.settlementFee' },
];

const MAINLAND = { currency: 'CNY', commissionKey: 'CN.A.commission' } as const;
const HONG_KONG = { currency: 'HKD', commissionKey: null } as const;

/** Handling and regulatory fee are part of the A-share commission, hence no lines of their own. */
const A_STOCK: ChargeSchedule = {
  ...MAINLAND,
  rules: [
    { code: 'STAMP_DUTY', key: 'CN.A.stampDuty' },
    { code: 'TRANSFER_FEE', key: 'CN.A.transferFee' },
  ],
};
/** Fund units are neither shares nor depositary receipts: Stamp Tax Law art. 3 leaves them out, and so does the transfer fee. */
const A_ETF: ChargeSchedule = { ...MAINLAND, rules: [] };
const HK_STOCK: ChargeSchedule = { ...HONG_KONG, rules: [{ code: 'STAMP_DUTY', key: 'HK.stampDuty' }, ...HK_COMMON] };
const HK_ETF: ChargeSchedule = { ...HONG_KONG, rules: [{ code: 'STAMP_DUTY', key: 'HK.stampDuty.etf' }, ...HK_COMMON] };
const US_ANY: ChargeSchedule = {
  currency: 'USD',
  commissionKey: null,
  rules: [
    { code: 'SEC_FEE', key: 'US.secFee', sellersOnly: true },
    { code: 'FINRA_TAF', key: 'US.finraTaf', sellersOnly: true },
  ],
};

const A = { STOCK: A_STOCK, ETF: A_ETF };
const US = { STOCK: US_ANY, ETF: US_ANY };
const SCHEDULES: Readonly<Record<string, Readonly<Record<InstrumentKind, ChargeSchedule>>>> = {
  XSHG: A,
  XSHE: A,
  BJSE: A,
  XHKG: { STOCK: HK_STOCK, ETF: HK_ETF },
  XNYS: US,
  XNAS: US,
  ARCX: US,
  XASE: US,
};

/** @throws PublicError CHARGES_NOT_DEFINED for venues and instrument types (funds, bonds, options) without a schedule */
export function chargeSchedule(mic: string, instrumentType: string): ChargeSchedule {
  const kind = instrumentType === 'STOCK' || instrumentType === 'ETF' ? instrumentType : undefined;
  const schedule = kind && SCHEDULES[mic]?.[kind];
  if (!schedule) throw chargesError('CHARGES_NOT_DEFINED', { params: { mic, instrumentType } });
  return schedule;
}
