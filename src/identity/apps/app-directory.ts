import type pg from 'pg';
import type { AppStatus, ClientMetadata, Purposes } from './app.entity.js';

/** An app with its publisher, as the authorization server and the consent page need it. */
export interface ListedApp {
  readonly id: string;
  readonly clientId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly status: AppStatus;
  readonly scopeCeiling: readonly string[];
  readonly purposes: Purposes;
  readonly metadata: ClientMetadata;
  readonly publisherName: string;
  readonly verifiedDomain: string | null;
}

const COLUMNS = `a.id, a.client_id AS "clientId", a.name_zh AS "nameZh", a.name_en AS "nameEn", a.status,
  a.scope_ceiling AS "scopeCeiling", a.purposes, a.metadata, p.name AS "publisherName", p.verified_domain AS "verifiedDomain"`;

/** Reads apps afresh each time: an approval or a suspension counts from the next request on. */
export class AppDirectory {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** First-party apps never come through the authorization server: the brokerage's own pages hold a session, not a token. */
  async find(clientId: string): Promise<ListedApp | undefined> {
    const { rows } = await this.#pool.query<ListedApp>({
      name: 'app_by_client_id',
      text: `SELECT ${COLUMNS} FROM app a JOIN publisher p ON p.id = a.publisher_id
             WHERE a.client_id = $1 AND a.status <> 'DELETED' AND NOT a.first_party`,
      values: [clientId],
    });
    return rows[0];
  }

  /** The publisher that an app acts for. */
  async publisherOf(appId: string): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ id: string }>({
      name: 'publisher_of_app',
      text: 'SELECT publisher_id AS id FROM app WHERE id = $1',
      values: [appId],
    });
    return rows[0]?.id;
  }
}
