import { newId } from '../../src/kernel/ids.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';

export interface NewCustomer {
  readonly tier?: string;
  readonly cash?: string;
  readonly birthDate?: string;
  readonly lastLoginAt?: string;
  readonly timeZone?: string;
}

/** A database with a few customers that a test makes as it needs them. */
export class ProfileWorld {
  readonly #drop: () => Promise<void>;

  private constructor(
    readonly database: Database,
    drop: () => Promise<void>,
  ) {
    this.#drop = drop;
  }

  static async create(): Promise<ProfileWorld> {
    const { url, drop } = await createTestDatabase();
    return new ProfileWorld(new Database({ url }), drop);
  }

  get pool() {
    return this.database.ops;
  }

  /** A customer with one account since 2015 and, if said, cash in CNY. */
  async customer({ tier = 'MASS', cash, birthDate, lastLoginAt = '2026-11-01T00:00:00Z', timeZone }: NewCustomer = {}) {
    const [id, account] = [newId(), newId()];
    await this.pool.query(
      `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at, birth_date, last_login_at, time_zone)
       VALUES ($1::uuid, $1::text, '王小', 'Wang', $2, 'C3', '2015-01-01', $3, $4, COALESCE($5, 'Asia/Shanghai'))`,
      [id, tier, birthDate ?? null, lastLoginAt, timeZone ?? null],
    );
    await this.pool.query(
      `INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
       VALUES ($1::uuid, $2, $1::text, '6222000011112222', 'Cash', 'CASH', 'ACTIVE', 'CNY', '2015-01-01')`,
      [account, id],
    );
    if (cash !== undefined)
      await this.pool.query(
        `INSERT INTO balance (id, account_id, customer_id, currency, total, updated_on) VALUES (gen_random_uuid(), $1, $2, 'CNY', $3, '2020-01-01')`,
        [account, id, cash],
      );
    return { id, account };
  }

  async instrument(symbol: string, { currency = 'CNY', type = 'STOCK', sector = 'TECHNOLOGY' } = {}): Promise<string> {
    const id = newId();
    await this.pool.query(
      `INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level, sector) VALUES ($1, 'XSHG', $2, $2, $2, $3, $4, 'R3', $5)`,
      [id, symbol, type, currency, sector],
    );
    return id;
  }

  async price(instrument: string, date: string, close: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO price_daily (instrument_id, date, open, high, low, close, source) VALUES ($1, $2, $3, $3, $3, $3, 'TEST')`,
      [instrument, date, close],
    );
  }

  async position(owner: { id: string; account: string }, instrument: string, quantity: string, cost: string) {
    await this.pool.query(
      `INSERT INTO position (id, account_id, customer_id, instrument_id, currency, quantity, cost_basis, average_cost, realized_pnl, opened_on, updated_on)
       SELECT gen_random_uuid(), $1, $2, $3, currency, $4, $5, 1, 0, '2015-01-01', '2015-01-01' FROM instrument WHERE id = $3`,
      [owner.account, owner.id, instrument, quantity, cost],
    );
  }

  async trade(owner: { id: string; account: string }, instrument: string, date: string, type = 'BUY'): Promise<string> {
    const id = newId();
    await this.pool.query(
      `INSERT INTO transaction (id, account_id, customer_id, external_ref, type, trade_date, settle_date, instrument_id, quantity, price, currency, gross, net)
       VALUES ($1::uuid, $2, $3, $1::text, $4, $5, $5, $6, 1, 1, 'CNY', -1, -1)`,
      [id, owner.account, owner.id, type, date, instrument],
    );
    return id;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.#drop();
  }
}
