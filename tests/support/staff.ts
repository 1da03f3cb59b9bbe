import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { Invite, invitationLink, OPERATOR } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Database } from '../../src/storage/index.js';
import type { Browser } from './browser.js';
import { joinByInvitation } from './join-person.js';

export interface DeskPlatform {
  /** Origin of the running platform. */
  readonly url: string;
  readonly databaseUrl: string;
}

export interface DeskAnswer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
}

/** Somebody signed in with both factors, who hands in documents at the desk. */
export interface PersonAtDesk {
  readonly personId: string;
  readonly browser: Browser;
  query(document: string, variables?: Readonly<Record<string, unknown>>): Promise<DeskAnswer>;
}

/** Invites, joins by the pages, and signs in a member of staff with these roles (`STAFF_ROLES`). */
export async function signInStaff(platform: DeskPlatform, roles: readonly string[]): Promise<PersonAtDesk> {
  const email = `staff-${randomBytes(6).toString('hex')}@broker.example`;
  return withIdentity(platform, async (pool) => {
    const [role = 'SUPPORT', ...others] = roles;
    const invited = await inviter(pool).staff(OPERATOR, { email, name: 'Sam Staff', role });
    const { browser } = await joinByInvitation(email, invitationLink(platform.url, invited));
    const personId = await personOf(pool, 'STAFF', email);
    for (const other of others)
      await pool.query('INSERT INTO staff_role (person_id, role, granted_at) VALUES ($1, $2, now())', [
        personId,
        other,
      ]);
    return { personId, browser, query: atDesk(browser, `${platform.url}/staff/graphql`) };
  });
}

/** The same for a member of a publisher, by its slug. */
export async function signInMember(platform: DeskPlatform, publisher: string, role: string): Promise<PersonAtDesk> {
  const email = `member-${randomBytes(6).toString('hex')}@publisher.example`;
  return withIdentity(platform, async (pool) => {
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM publisher WHERE slug = $1', [publisher]);
    const publisherId = rows[0]?.id ?? '';
    const invited = await inviter(pool).member(OPERATOR, { publisherId, email, role });
    const { browser } = await joinByInvitation(email, invitationLink(platform.url, invited));
    const personId = await personOf(pool, 'MEMBER', email);
    return { personId, browser, query: atDesk(browser, `${platform.url}/publisher/${publisher}/graphql`) };
  });
}

async function withIdentity<T>({ databaseUrl }: DeskPlatform, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const database = new Database({ url: databaseUrl, reachConnections: 1, poolSize: 1 });
  try {
    return await work(database.identity);
  } finally {
    await database.close();
  }
}

function inviter(pool: pg.Pool): Invite {
  return new Invite({ pool, clock: systemClock });
}

async function personOf(pool: pg.Pool, kind: string, email: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM person WHERE kind = $1 AND email = $2', [
    kind,
    email,
  ]);
  return rows[0]?.id ?? '';
}

export function atDesk(browser: Browser, url: string): PersonAtDesk['query'] {
  return async (query, variables = {}) => {
    const page = await browser.postJson(url, { query, variables });
    const body = JSON.parse(page.body) as Partial<DeskAnswer>;
    return { status: page.status, data: body.data ?? null, errors: body.errors ?? [] };
  };
}
