import { randomBytes } from 'node:crypto';
import {
  Invite,
  invitationLink,
  OPERATOR,
  peopleRoutes,
  SuspendPerson,
  VerifyDomain,
} from '../../../src/identity/index.js';
import { stepAt, totpCode } from '../../../src/identity/people/second-factor/totp.js';
import type { Clock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { attemptLimiter, MemoryAttemptLog } from '../../../src/metering/index.js';
import { Database } from '../../../src/storage/index.js';
import type { Browser, Page } from '../../support/browser.js';
import { enterPassword, joinByInvitation, type TestPerson } from '../../support/join-person.js';
import { createTestDatabase } from '../../support/template-database.js';
import { freePort, gateway } from '../support/http-server.js';

export { PASSWORD, submit, type TestPerson } from '../../support/join-person.js';

/** Both doors for people on a real port and a real database, with a clock that tests may put forward. */
export class PeopleWorld {
  readonly invite: Invite;
  readonly suspendPerson: SuspendPerson;
  readonly verifyDomain: VerifyDomain;
  readonly publisherId = newId();
  readonly otherPublisherId = newId();

  private constructor(
    readonly url: string,
    readonly database: Database,
    readonly clock: Clock & { advance(ms: number): void },
    readonly stop: () => Promise<void>,
  ) {
    const common = { pool: database.identity, clock };
    this.invite = new Invite(common);
    this.suspendPerson = new SuspendPerson(common);
    this.verifyDomain = new VerifyDomain(common);
  }

  static async start(): Promise<PeopleWorld> {
    const fresh = await createTestDatabase();
    const database = new Database({ url: fresh.url });
    const clock = movableClock();
    const publicUrl = `http://localhost:${await freePort()}`;
    const server = await gateway(publicUrl);
    const limit = attemptLimiter({ log: new MemoryAttemptLog({ clock }) });
    await server.register(peopleRoutes({ pool: database.identity, clock, publicUrl, secret: randomBytes(32), limit }));
    await server.listen({ port: Number(new URL(publicUrl).port), host: '127.0.0.1' });
    const world = new PeopleWorld(publicUrl, database, clock, async () => {
      await server.close();
      await database.close();
      await fresh.drop();
    });
    await world.#addPublishers();
    return world;
  }

  /** From the invitation to being signed in, as a person would go: password, second factor, recovery codes. */
  async joinStaff(email: string, role = 'SUPPORT'): Promise<TestPerson> {
    const invited = await this.invite.staff(OPERATOR, { email, name: 'Sam Staff', role });
    return this.join(email, invitationLink(this.url, invited));
  }

  async joinPublisher(email: string, role: string, publisherId = this.publisherId): Promise<TestPerson> {
    const invited = await this.invite.member(OPERATOR, { publisherId, email, role });
    return this.join(email, invitationLink(this.url, invited));
  }

  join(email: string, link: string): Promise<TestPerson> {
    return joinByInvitation(email, link, this.clock);
  }

  enterPassword(browser: Browser, signInUrl: string, email: string, password?: string): Promise<Page> {
    return enterPassword(browser, signInUrl, email, password);
  }

  /** The current code; each step counts once, so tests put the clock forward between two. */
  totp(secret: Buffer): string {
    return totpCode(secret, stepAt(this.clock.now()));
  }

  async events(type: string): Promise<{ subject_id: string; data: Record<string, unknown> }[]> {
    const { rows } = await this.database.ops.query<{ subject_id: string; data: Record<string, unknown> }>(
      'SELECT subject_id, data FROM event WHERE type = $1 ORDER BY seq',
      [type],
    );
    return rows;
  }

  async #addPublishers(): Promise<void> {
    const publishers: [string, string][] = [
      [this.publisherId, 'acme'],
      [this.otherPublisherId, 'bolt'],
    ];
    for (const [id, slug] of publishers) {
      await this.database.identity.query(
        'INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, $2, $2, now())',
        [id, slug],
      );
    }
  }
}

function movableClock(): Clock & { advance(ms: number): void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
