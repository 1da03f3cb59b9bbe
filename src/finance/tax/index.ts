export { aShareCapitalGainRate } from './a-share-capital-gain.js';
export { aShareDividendTax, type DividendTax } from './a-share-dividend-tax.js';
export { A_SHARE_CAPITAL_GAIN_TAX, A_SHARE_DIVIDEND_TAX } from './a-share-tax-rows.js';
export {
  CONNECT_CAPITAL_GAIN_TAX,
  CONNECT_DIVIDEND_TAX,
  type ConnectDividendClass,
  connectCapitalGainRate,
  connectDividendTax,
} from './connect-tax.js';
export { EQUITY_INCENTIVE_TAX, type EquityIncentiveTax, equityIncentiveTax } from './equity-incentive-tax.js';
export { type HoldingBracket, holdingBracket } from './holding-bracket.js';
export {
  OVERSEAS_CAPITAL_GAIN_TAX,
  type OverseasGainTax,
  overseasGainTax,
  US_DIVIDEND_TAX,
  type UsDividendTax,
  usDividendTax,
} from './overseas-tax.js';
export type { Expired, TaxRow } from './tax-row.js';
