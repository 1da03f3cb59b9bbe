/** What happens in an account: the values of `transaction.type` (migration 0003), of the files that are imported, and of the schema's enum. */
export const TRANSACTION_TYPES = [
  'BUY',
  'SELL',
  'SUBSCRIBE',
  'REDEEM',
  'DIVIDEND',
  'DIVIDEND_TAX',
  'TAX_TOP_UP',
  'INTEREST',
  'FEE',
  'DEPOSIT',
  'WITHDRAWAL',
  'FX',
  'TRANSFER_IN',
  'TRANSFER_OUT',
  'SPLIT',
  'BONUS',
  'RIGHTS',
  'EXERCISE',
  'ASSIGN',
  'EXPIRE',
  'ADJUSTMENT',
] as const;

export type TransactionType = (typeof TRANSACTION_TYPES)[number];
