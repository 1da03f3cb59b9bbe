import type { TransactionType } from '../../finance/transaction-types.js';
import { quoted, type RowRule } from '../column-kinds.js';

/** Transfers without an instrument move cash; the typed row's `kind` tells the two apart. */
type TransactionKind = TransactionType | 'TRANSFER_IN_CASH' | 'TRANSFER_OUT_CASH';
/** What a number must be: above, below or equal to zero, not zero, or anything. */
type Sign = '+' | '-' | '0' | '!' | '*';

/** instrument: R required, N none, O optional. Then the signs of quantity, gross and net, seen from the account. */
const SIGNS: Readonly<Record<TransactionKind, readonly ['R' | 'N' | 'O', Sign, Sign, Sign]>> = {
  BUY: ['R', '+', '-', '-'],
  SELL: ['R', '-', '+', '*'],
  SUBSCRIBE: ['R', '+', '-', '-'],
  REDEEM: ['R', '-', '+', '*'],
  DIVIDEND: ['R', '0', '+', '*'],
  DIVIDEND_TAX: ['O', '0', '-', '-'],
  TAX_TOP_UP: ['O', '0', '-', '-'],
  INTEREST: ['O', '0', '!', '!'],
  FEE: ['O', '0', '*', '-'],
  DEPOSIT: ['N', '0', '+', '+'],
  WITHDRAWAL: ['N', '0', '-', '-'],
  FX: ['N', '0', '!', '!'],
  TRANSFER_IN: ['R', '+', '0', '*'],
  TRANSFER_OUT: ['R', '-', '0', '*'],
  TRANSFER_IN_CASH: ['N', '0', '+', '*'],
  TRANSFER_OUT_CASH: ['N', '0', '-', '-'],
  SPLIT: ['R', '0', '0', '0'],
  BONUS: ['R', '+', '0', '0'],
  RIGHTS: ['R', '+', '-', '-'],
  EXERCISE: ['R', '*', '*', '*'],
  ASSIGN: ['R', '*', '*', '*'],
  EXPIRE: ['R', '!', '0', '0'],
  ADJUSTMENT: ['O', '*', '*', '*'],
};

const TESTS: Readonly<Record<Sign, { isBad: (x: string) => string; reason: string } | undefined>> = {
  '+': { isBad: (x) => `${x} <= 0`, reason: 'is not positive, as this type asks' },
  '-': { isBad: (x) => `${x} >= 0`, reason: 'is not negative, as this type asks' },
  '0': { isBad: (x) => `${x} <> 0`, reason: 'is not 0, as this type asks' },
  '!': { isBad: (x) => `${x} = 0`, reason: 'is 0, which this type forbids' },
  '*': undefined,
};

/** The table above as rules. A reversal carries the opposite signs: `t.direction` is -1 for it, else 1. */
export function signRules(): RowRule[] {
  const signs = (['quantity', 'gross', 'net'] as const).flatMap((column, index) =>
    (Object.keys(TESTS) as Sign[]).flatMap((sign) => {
      const test = TESTS[sign];
      const types = typesWhere((row) => row[index + 1] === sign);
      if (!test || types.length === 0) return [];
      return [
        {
          column,
          reason: test.reason,
          when: `t.kind IN (${quoted(types)}) AND ${test.isBad(`t.direction * t.${column}`)}`,
        },
      ];
    }),
  );
  return [
    {
      column: 'symbol',
      reason: 'is empty, but this type needs an instrument',
      when: `NOT t.has_instrument AND t.kind IN (${needing('R')})`,
    },
    {
      column: 'symbol',
      reason: 'is given, but this type has no instrument',
      when: `t.has_instrument AND t.kind IN (${needing('N')})`,
    },
    ...signs,
  ];
}

function needing(instrument: 'R' | 'N'): string {
  return quoted(typesWhere((row) => row[0] === instrument));
}

function typesWhere(holds: (row: (typeof SIGNS)[TransactionKind]) => boolean): string[] {
  return (Object.keys(SIGNS) as TransactionKind[]).filter((type) => holds(SIGNS[type]));
}
