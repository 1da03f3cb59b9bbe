/**
 * The baseline, written as well as we can: node:http, one prepared statement per request on a plain pool, rows as arrays of
 * text, JSON by hand, routes by string comparison. It verifies the same token and proof with the platform's own verifier
 * and encodes the same ids; it has no schema, scopes, row-level security, meter, record of reads, metrics or log.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { systemClock } from '../../../src/kernel/clock.js';
import { PublicIds } from '../../../src/kernel/ids.js';
import { answerProfileOrders } from '../profile/answer-profile-orders.js';
import { accessTokenVerifier } from './access.js';
import { type Answer, HISTORY, NAME, type Owner, PORTFOLIO, type Row } from './answers.js';

const { BENCH_DATABASE_URL = '', BENCH_SECRET = '', BENCH_PORT = '', BENCH_PLATFORM_URL = '' } = process.env;
const ids = new PublicIds(Buffer.from(BENCH_SECRET, 'base64'));
const verifier = await accessTokenVerifier({
  databaseUrl: BENCH_DATABASE_URL,
  publicUrl: `http://127.0.0.1:${BENCH_PORT}`,
  platformUrl: BENCH_PLATFORM_URL,
  secret: Buffer.from(BENCH_SECRET, 'base64'),
  clock: systemClock,
});
const pool = new pg.Pool({
  connectionString: BENCH_DATABASE_URL,
  max: 16,
  idleTimeoutMillis: 0,
  options: '-c role=openfolio_ops -c timezone=UTC -c plan_cache_mode=force_generic_plan',
});
const owners = new Map<string, Owner>();
answerProfileOrders();
const AS_TEXT = { getTypeParser: () => (value: string) => value };

createServer((request, response) => {
  void answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
}).listen(Number(BENCH_PORT), '127.0.0.1', () => process.send?.('ready'));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '', headers } = request;
  const access = await verifier.verify({ method, url, headers });
  if (!access.ok) {
    response.writeHead(access.httpStatus, access.headers).end();
    return;
  }
  const owner = owners.get(access.grantId) ?? (await loadOwner(access.grantId));
  const asked = route(url, owner);
  const json = asked ? await read(asked.answer, owner, asked.accountId) : undefined;
  if (json === undefined) response.writeHead(404).end();
  else
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) })
      .end(json);
}

function route(url: string, { appId }: Owner): { answer: Answer; accountId?: string } | undefined {
  if (url === '/portfolio') return { answer: PORTFOLIO };
  const [, accounts, publicId = '', part] = url.split('/');
  const accountId = accounts === 'accounts' ? ids.decode(appId, publicId)?.uuid : undefined;
  if (accountId === undefined) return undefined;
  return { answer: part === 'transactions' ? HISTORY : NAME, accountId };
}

async function read(answerOf: Answer, owner: Owner, accountId: string | undefined): Promise<string> {
  const { name, text, write } = answerOf;
  const values = [owner.customerId, owner.accountIds, ...(accountId === undefined ? [] : [accountId])];
  const { rows } = await pool.query<Row[]>({ name, text, values, rowMode: 'array', types: AS_TEXT } as never);
  return write(rows as unknown as Row[], owner, ids);
}

async function loadOwner(grantId: string): Promise<Owner> {
  const { rows } = await pool.query<{ app_id: string; customer_id: string; account_ids: string[] }>(
    'SELECT app_id, customer_id, account_ids FROM access_grant WHERE id = $1',
    [grantId],
  );
  const [row] = rows;
  if (!row) throw new Error('no such grant');
  const owner = { appId: row.app_id, customerId: row.customer_id, accountIds: `{${row.account_ids.join(',')}}` };
  owners.set(grantId, owner);
  return owner;
}
