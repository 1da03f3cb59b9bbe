import type pg from 'pg';
import type { BoundReach, Reach, ReachBinder, Statement } from '../../src/operation/index.js';
import { bindingOf } from '../../src/storage/bind-statement.js';

/** How PostgreSQL answers what the operation sent, in its role and under its reach. */
export async function planOf(reach: ReachBinder, owner: pg.Client, work: () => Promise<unknown>): Promise<string> {
  const bind = reach.bind.bind(reach);
  const sent: { to: Reach; statement: Statement }[] = [];
  reach.bind = (to: Reach): BoundReach => ({
    reach: to,
    read: (statements) => {
      sent.push(...statements.map((statement) => ({ to, statement })));
      return bind(to).read(statements);
    },
  });
  await work();
  reach.bind = bind;
  const [first] = sent;
  if (!first) throw new Error('nothing was read');
  await owner.query('BEGIN');
  try {
    // Small tables are sorted faster than read in order: without that way out the plan shows whether an index has the order.
    await owner.query('SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off');
    const { text, values } = bindingOf(first.to).statement;
    await owner.query(text, [...values]);
    await owner.query('SET LOCAL ROLE openfolio_app');
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${first.statement.text}`, [
      ...first.statement.values,
    ]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await owner.query('ROLLBACK');
  }
}
