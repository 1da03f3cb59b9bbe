import type { GraphQLSchema } from 'graphql';
import { composeSchema, SCOPES } from '../../src/compose/schema.js';
import { lookUpAs, ticketUseCases } from '../../src/compose/tickets.js';
import { FirstPartyAccess } from '../../src/identity/index.js';
import { fixedClock, systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { createLogger } from '../../src/kernel/log.js';
import {
  documentCompiler,
  documentRunner,
  pipeline,
  planCompiler,
  type RunDocument,
  toOperation,
} from '../../src/operation/index.js';
import { AttemptGuard } from '../../src/operation/schema/attempt-guard.js';
import { publishArticles, readArticles, WatchClocks } from '../../src/tickets/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';

/** A Wednesday of trading, 10:00 in Shanghai. */
export const MORNING = '2026-10-28T02:00:00Z';

export const TICKET = `id status level kind topic priority language reopenedCount contactCount promisedAt breached firstRespondedAt
  classifications { source level confidence reasons } messages(first: 50) { edges { node { author kind text articleKey } } }
  handoffs { from to reason question promisedAt exchanges { askedBy asked answer } tried { by text articleKey } consulted { what operationId } }`;

export interface TicketAnswer {
  readonly ticket: TicketSeen | null;
  readonly userErrors: readonly { code: string; message: string }[];
}

export interface TicketSeen {
  readonly id: string;
  readonly status: string;
  readonly level: string;
  readonly kind: string;
  readonly topic: string;
  readonly priority: string;
  readonly reopenedCount: number;
  readonly contactCount: number;
  readonly promisedAt: string;
  readonly breached: boolean;
  readonly firstRespondedAt: string | null;
  readonly classifications: readonly { source: string; level: string; confidence: string; reasons: string[] }[];
  readonly messages: { edges: { node: { author: string; kind: string; text: string; articleKey: string | null } }[] };
  readonly handoffs: readonly {
    from: string;
    to: string;
    reason: string;
    question: string;
    promisedAt: string;
    exchanges: { askedBy: string; asked: string; answer: string | null }[];
    tried: { by: string; text: string; articleKey: string | null }[];
    consulted: { what: string; operationId: string }[];
  }[];
}

/** The operation world with tickets, a clock that the test moves, and help articles. Attempts are counted elsewhere. */
export interface TicketWorld extends OperationWorld {
  readonly schema: GraphQLSchema;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly watch: WatchClocks;
  readonly useCases: ReturnType<typeof ticketUseCases>;
  /** The grant of a customer's own session on the brokerage's pages. */
  ownPages(customerId: string): Promise<string>;
  readonly annaGrant: string;
  readonly bertGrant: string;
  /** Runs a document; throws a refusal, and field errors. */
  data<T = Record<string, unknown>>(source: string, variables?: Record<string, unknown>, grantId?: string): Promise<T>;
  /** `act(input)` of the API under Anna's consent, or another grant. */
  act(act: string, input: Record<string, unknown>, grantId?: string): Promise<TicketAnswer>;
  open(text: string, more?: Record<string, unknown>, grantId?: string): Promise<TicketSeen>;
  see(id: string, grantId?: string): Promise<TicketSeen | null>;
  /** Types of events about tickets, in order. */
  told(): Promise<string[]>;
  /** A grant of somebody of the staff with these acts. */
  staff(acts?: readonly string[]): Promise<{ personId: string; grantId: string }>;
}

export async function createTicketWorld(): Promise<TicketWorld> {
  const world = await createOperationWorld();
  try {
    return await openTickets(world);
  } catch (error) {
    await world.close();
    throw error;
  }
}

async function openTickets(world: OperationWorld): Promise<TicketWorld> {
  const clock = fixedClock(MORNING);
  const pool = world.database.ops;
  await publishArticles(pool, readArticles());
  const useCases = ticketUseCases({ pool, clock, logger: createLogger({ level: 'silent' }) });
  const attemptGuard = new AttemptGuard({ count: (_action, next) => next() });
  const { schema, requirements, reads } = await composeSchema({ ...useCases, attemptGuard });
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const shared = { pool: world.database.identity, clock: systemClock, scopeTable: SCOPES };
  const firstParty = new FirstPartyAccess({ ...shared, publicUrl: 'https://broker.example' });
  await firstParty.ensureApp();
  const execute = pipeline({ ...world.parts, schema });
  const run: RunDocument = documentRunner({ schema, compiler, pipeline: execute });
  useCases.consultForTicket.use(
    lookUpAs({ compiler, pipeline: execute, toOperation: (request) => toOperation(schema, request) }, firstParty),
  );
  const annaGrant = await world.grant({ customer: world.anna });
  const bertGrant = await world.grant({ customer: world.bert });
  const data = async <T>(source: string, variables: Record<string, unknown> = {}, grantId = annaGrant): Promise<T> => {
    const outcome = await run({ source, variables, grantId, cause: { kind: 'LIVE' } });
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.errors.length > 0) throw new Error(JSON.stringify(outcome.errors));
    return JSON.parse(outcome.json ?? 'null') as T;
  };
  const act = async (name: string, input: Record<string, unknown>, grantId = annaGrant): Promise<TicketAnswer> => {
    const type = INPUT_TYPES[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const source = `mutation($input: ${type}!) { done: ${name}(input: $input) { ticket { ${TICKET} } userErrors { code message } } }`;
    return (await data<{ done: TicketAnswer }>(source, { input }, grantId)).done;
  };
  return {
    ...world,
    run,
    schema,
    clock,
    useCases,
    ownPages: (customerId) => firstParty.grantFor(customerId),
    annaGrant,
    bertGrant,
    watch: new WatchClocks({ pool, clock }),
    data,
    act,
    open: async (text, more = {}, grantId = annaGrant) => {
      const { ticket, userErrors } = await act('openTicket', { text, ...more }, grantId);
      if (!ticket) throw new Error(JSON.stringify(userErrors));
      return ticket;
    },
    see: async (id, grantId = annaGrant) =>
      (await data<{ ticket: TicketSeen | null }>(`query($id: ID!) { ticket(id: $id) { ${TICKET} } }`, { id }, grantId))
        .ticket,
    told: async () => {
      const { rows } = await pool.query<{ type: string }>(
        "SELECT type FROM event WHERE type LIKE 'ticket.%' ORDER BY seq",
      );
      return rows.map(({ type }) => type);
    },
    staff: (acts = ['SUPPORT']) => staffGrant(world, acts),
  };
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  reopenTicket: 'AddTicketMessageInput',
  takeTicket: 'TicketIdInput',
};

/** A person with these roles, and the grant of the staff's desk. */
async function staffGrant({ database, appId }: OperationWorld, roles: readonly string[]) {
  const personId = newId();
  const grantId = newId();
  await database.identity.query(
    "INSERT INTO person (id, kind, email, name, status, created_at) VALUES ($1::uuid, 'STAFF', $1::uuid::text || '@broker.example', 'Sam Staff', 'ACTIVE', now())",
    [personId],
  );
  for (const role of roles)
    await database.identity.query('INSERT INTO staff_role (person_id, role, granted_at) VALUES ($1, $2, now())', [
      personId,
      role,
    ]);
  await database.identity.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at, person_id)
     VALUES ($1, NULL, $2, 'test', (SELECT scope_ceiling FROM app WHERE id = $2), '{}', now(), now() + interval '1 day', $3)`,
    [grantId, appId, personId],
  );
  return { personId, grantId };
}
