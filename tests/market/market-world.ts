import { newId } from '../../src/kernel/ids.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';

/** A small market in a database of its own: a Shanghai share, a Hong Kong share, a US fund, and one that never traded. */
export interface MarketWorld {
  readonly database: Database;
  readonly ids: Readonly<Record<'maotai' | 'tencent' | 'spy' | 'silent', string>>;
  close(): Promise<void>;
}

export async function marketWorld(): Promise<MarketWorld> {
  const fresh = await createTestDatabase();
  const database = new Database({ url: fresh.url });
  const ids = { maotai: newId(), tencent: newId(), spy: newId(), silent: newId() };
  await database.ops.query(INSTRUMENTS, [ids.maotai, ids.tencent, ids.spy, ids.silent]);
  await database.ops.query(PRICES, [ids.maotai, ids.tencent, ids.spy]);
  await database.ops.query(FX);
  const close = async () => {
    await database.close();
    await fresh.drop();
  };
  return { database, ids, close };
}

const INSTRUMENTS = `
INSERT INTO instrument (id, mic, symbol, isin, name_zh, name_en, type, currency, lot_size, tick_size, connect_eligible, dividend_tax_class, risk_level, sector)
VALUES ($1, 'XSHG', '600519', 'CNE0000018R8', '贵州茅台', 'Kweichow Moutai', 'STOCK', 'CNY', 100, 0.01, true, 'A_SHARE', 'R3', 'Consumer staples'),
       ($2, 'XHKG', '00700', 'KYG875721634', '腾讯控股', 'Tencent', 'STOCK', 'HKD', 100, 0.2, true, 'HK_NON_H', 'R3', 'Communication'),
       ($3, 'ARCX', 'SPY', NULL, '标普500ETF', 'SPDR S&P 500 "ETF"', 'ETF', 'USD', 1, 0.01, false, 'US', 'R3', NULL),
       ($4, 'XSHE', '000001', NULL, '未上市', 'Never traded', 'STOCK', 'CNY', 100, 0.01, false, NULL, 'R4', NULL)`;

const PRICES = `
INSERT INTO price_daily (instrument_id, date, open, high, low, close, volume, source) VALUES
  ($1, '2026-11-18', 1500, 1510, 1490, 1500.00, 1000, 'SIMULATED'),
  ($1, '2026-11-19', 1501, 1520, 1500, 1515.50, 2000, 'SIMULATED'),
  ($1, '2026-11-20', 1516, 1530, 1510, 1520.10, 3000, 'SIMULATED'),
  ($2, '2025-01-27', 390, 400, 388, 396, 500, 'SIMULATED'),
  ($2, '2025-01-28', 397, 402, 395, 399, 600, 'SIMULATED'),
  ($3, '2026-11-19', 650, 655, 648, 650.125, 700, 'SIMULATED')`;

const FX = `
INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES
  ('USD', 'CNY', '2026-11-17', 7.10, 'H10'), ('USD', 'CNY', '2026-11-19', 7.12, 'H10'), ('USD', 'CNY', '2026-11-20', 7.20, 'H10'),
  ('USD', 'HKD', '2026-11-18', 7.80, 'SIMULATED'), ('USD', 'HKD', '2026-11-20', 7.75, 'SIMULATED')`;
