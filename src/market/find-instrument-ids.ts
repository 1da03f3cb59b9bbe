import type { BoundReach } from '../operation/reach.js';

export interface InstrumentKey {
  readonly mic: string;
  readonly symbol: string;
}

/** A key of another shape names nothing; PostgreSQL would refuse a NUL with an error. */
const KEY_SHAPE = /^[^\p{Cc}]{1,64}$/u;

/**
 * Ids of the instruments that these keys name, in the order asked.
 *
 * @returns one entry per key, `undefined` where no such instrument is known
 */
export async function findInstrumentIds(
  reach: BoundReach,
  keys: readonly InstrumentKey[],
): Promise<(string | undefined)[]> {
  const asked = keys.map(({ mic, symbol }) => (KEY_SHAPE.test(mic) && KEY_SHAPE.test(symbol) ? { mic, symbol } : {}));
  const [rows = []] = await reach.read([{ name: 'instrument_ids', text: SQL, values: [JSON.stringify(asked)] }]);
  return rows.map(([id]) => id ?? undefined);
}

const SQL = `
SELECT i.id
FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (mic text, symbol text)) WITH ORDINALITY AS asked (mic, symbol, position)
LEFT JOIN instrument i ON i.mic = asked.mic AND i.symbol = asked.symbol
ORDER BY asked.position`;
