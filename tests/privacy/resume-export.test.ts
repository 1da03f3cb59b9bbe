import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { CarryOutRequests, type RunAsCustomer } from '../../src/privacy/index.js';
import { EXPORT_SECTIONS } from '../../src/privacy/requests/export-sections.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';

const PAGES = 3;
let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

/** Lists of three pages; what it is asked beyond `fallsAt` times it does not live to answer. */
function reader(fallsAt: number): { run: RunAsCustomer; asked: () => number } {
  let asked = 0;
  const run: RunAsCustomer = async (_customer, document, { after } = {}) => {
    asked += 1;
    if (asked > fallsAt) throw new Error('the process fell');
    const section = EXPORT_SECTIONS.find((each) => each.document === document);
    if (section?.pages === undefined) return { all: section?.name };
    const page = Number(after ?? 0) + 1;
    const pageInfo = { hasNextPage: page < PAGES, endCursor: String(page) };
    return { [section.pages]: { edges: [`${section.name} ${page}`], pageInfo } };
  };
  return { run, asked: () => asked };
}

async function approved(): Promise<string> {
  const [customer, id] = [newId(), newId()];
  await database.ops.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
     VALUES ($1::uuid, $1::uuid::text, '王', 'Wang', 'MASS', 'C3', '2020-01-01')`,
    [customer],
  );
  await database.ops.query(
    `INSERT INTO privacy_request (id, customer_id, kind, state, requested_at, due_at) VALUES ($1, $2, 'EXPORT', 'APPROVED', now(), now())`,
    [id, customer],
  );
  return id;
}

const carryOut = (run: RunAsCustomer) =>
  new CarryOutRequests({ pool: database.ops, clock: systemClock, runAsCustomer: run, erasure: [] }).run();
const partsOf = async (id: string) =>
  (
    await database.ops.query<{ number: number; section: string; content: string }>(
      'SELECT number, section, content FROM privacy_export_part WHERE request_id = $1 ORDER BY number',
      [id],
    )
  ).rows;

test('an export that fell at any page goes on there: no page twice, none left out, and at most one is read again', async () => {
  const undisturbed = await approved();
  const whole = reader(Number.POSITIVE_INFINITY);
  await carryOut(whole.run);
  const expected = await partsOf(undisturbed);
  expect(expected).toHaveLength(whole.asked());
  for (let fallsAt = 0; fallsAt < whole.asked(); fallsAt += 1) {
    const id = await approved();
    await expect(carryOut(reader(fallsAt).run)).rejects.toThrow('the process fell');
    expect(await partsOf(id)).toHaveLength(fallsAt);
    const second = reader(Number.POSITIVE_INFINITY);
    await carryOut(second.run);
    expect(await partsOf(id)).toEqual(expected);
    expect(second.asked()).toBe(expected.length - fallsAt);
  }
  process.stdout.write(`an export of ${expected.length} pages fell at each of them and was whole each time\n`);
});
