import pg from 'pg';
import { DESKS, type DeskAccess, FIRST_PARTY_APP, type FirstPartyAccess } from '../../../src/identity/index.js';
import { newId } from '../../../src/kernel/ids.js';
import { Opened } from '../../../src/kernel/opened.js';
import { insertCustomer, type SmallCustomer } from '../../operation/operation-rows.js';
import { createRegistryWorld, type RegistryWorld } from '../../plugins/registry/registry-world.js';
import { type Tables, tableReader } from './tables.js';
import { ownAccess, useCasesUnderKeys } from './use-cases.js';

/** Whoever repeats an act: keys are theirs alone. */
export interface Holder {
  readonly grantId: string;
  /** Whose pairwise ids they see. */
  readonly appId: string;
  readonly customer?: SmallCustomer;
}

export interface Answer {
  /** The mutation's payload; null when the operation was refused. */
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly refusals: readonly string[];
}

/** The registry world with every use-case that has an effect under a key, and without background work: what changes, a mutation changed. */
export class KeyedWorld {
  readonly registry: RegistryWorld;
  readonly #access: { readonly pages: FirstPartyAccess; readonly desks: DeskAccess };
  /** All that stands in the database. */
  readonly tables: () => Promise<Tables>;
  readonly #close: () => Promise<void>;
  #named = 0;

  private constructor(parts: {
    registry: RegistryWorld;
    access: { pages: FirstPartyAccess; desks: DeskAccess };
    tables: () => Promise<Tables>;
    opened: Opened;
  }) {
    this.registry = parts.registry;
    this.#access = parts.access;
    this.tables = parts.tables;
    this.#close = () => parts.opened.close();
  }

  static async create(): Promise<KeyedWorld> {
    const opened = new Opened();
    try {
      const further = useCasesUnderKeys(opened);
      const registry = opened.add(await createRegistryWorld({}, '0.20', further), (open) => open.close());
      const owner = opened.add(new pg.Client({ connectionString: registry.url }), (open) => open.end());
      await owner.connect();
      const access = await ownAccess(registry.database, registry.clock);
      await registry.release();
      return new KeyedWorld({ registry, access, tables: await tableReader(owner), opened });
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  get ops(): pg.Pool {
    return this.registry.database.ops;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Never the same twice. */
  text(of: string): string {
    this.#named += 1;
    return `${of} ${this.#named}`;
  }

  /** A row's id as this holder sees it. */
  id({ appId }: Holder, prefix: string, uuid: string): string {
    return this.registry.parts.ids.encode(appId, prefix, uuid);
  }

  uuid({ appId }: Holder, id: string): string {
    return this.registry.parts.ids.decode(appId, id)?.uuid ?? '';
  }

  /** A new customer who allowed an app everything. */
  async customer(): Promise<Holder> {
    const customer = await this.#newCustomer();
    const { appId } = this.registry;
    return { grantId: await this.registry.grant({ customer, expiresIn: '1 year' }), appId, customer };
  }

  /** A new customer on the brokerage's own pages. */
  async page(): Promise<Holder> {
    const customer = await this.#newCustomer();
    return { grantId: await this.#access.pages.grantFor(customer.id), appId: FIRST_PARTY_APP.id, customer };
  }

  async staff(role: string): Promise<Holder> {
    const personId = await this.#newPerson('STAFF');
    await this.registry.database.identity.query(
      'INSERT INTO staff_role (person_id, role, granted_at) VALUES ($1, $2, now())',
      [personId, role],
    );
    return { grantId: await this.#access.desks.staffGrant(personId), appId: DESKS.STAFF.appId };
  }

  /** An owner at the desk of the publisher of `app`. */
  async member(): Promise<Holder> {
    const { publisherId, database } = this.registry;
    const personId = await this.#newPerson('MEMBER');
    await database.identity.query(
      "INSERT INTO publisher_member (publisher_id, person_id, role, joined_at) VALUES ($1, $2, 'OWNER', now())",
      [publisherId, personId],
    );
    return { grantId: await this.#access.desks.memberGrant(personId, publisherId), appId: DESKS.MEMBER.appId };
  }

  /** A new app of the publisher; its client id is its id. */
  async app(): Promise<string> {
    const id = await this.registry.newApp();
    await this.ops.query('UPDATE app SET publisher_id = $2 WHERE id = $1', [id, this.registry.publisherId]);
    return id;
  }

  async ask(holder: Holder, mutation: string, answer: string, input: object): Promise<Answer> {
    const [argument] = this.registry.parts.schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    const source = `mutation($input: ${String(argument?.type)}) { payload: ${mutation}(input: $input) { ${answer} userErrors { code message } } }`;
    const outcome = await this.registry.outcome(source, { input }, holder.grantId);
    if (outcome.kind === 'refused') return { payload: null, refusals: [outcome.error.code] };
    const { payload = null } = (JSON.parse(outcome.json ?? 'null') ?? {}) as Partial<Pick<Answer, 'payload'>>;
    return { payload, refusals: outcome.errors.map(({ extensions }) => String(extensions?.['code'])) };
  }

  /** For what must be there before. @returns the id of this part of the payload */
  async made(holder: Holder, mutation: string, part: string, input: object): Promise<string> {
    const answer = await this.ask(holder, mutation, `${part} { id }`, input);
    const made = answer.payload?.[part] as { id: string } | null | undefined;
    if (!made) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
    return made.id;
  }

  #newCustomer(): Promise<SmallCustomer> {
    return insertCustomer(this.registry.database, this.text('customer'), []);
  }

  async #newPerson(kind: 'STAFF' | 'MEMBER'): Promise<string> {
    const id = newId();
    await this.registry.database.identity.query(
      "INSERT INTO person (id, kind, email, name, status, created_at) VALUES ($1, $2, $3, 'Sam', 'ACTIVE', now())",
      [id, kind, `${id}@broker.example`],
    );
    return id;
  }
}
