import { parse } from 'graphql';
import pg from 'pg';
import { composeSchema } from '../../src/compose-schema.js';
import { PublicIds } from '../../src/kernel/ids.js';
import { documentCompiler, planCompiler } from '../../src/operation/index.js';
import { Database } from '../../src/storage/index.js';
import { QUESTIONS } from './questions.js';

const { schema, requirements, reads } = await composeSchema();
const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
const c = new pg.Client(process.env.DATABASE_URL);
await c.connect();
const n = Number(process.argv[2] ?? 77);
const {
  rows: [own],
} = await c.query(
  'select bench_id(2,customer) customer, array(select bench_id(3, first_account+k)::text from generate_series(0,accounts-1) k) accounts from bench_size where customer=$1',
  [n],
);
await c.query("SET ROLE openfolio_app; SET plan_cache_mode=force_generic_plan; SET timezone='UTC'");
await c.query("select set_config('openfolio.customer_id',$1,false), set_config('openfolio.account_ids',$2,false)", [
  own.customer,
  `{${own.accounts}}`,
]);
let k = 0;
for (const q of QUESTIONS) {
  const body = JSON.parse(q.ofPlatform({ account: 'x' } as never).body ?? '{}');
  const doc = compiler.compile(parse(body.query), undefined)!;
  const ids = { encode: () => 'x', decode: () => own.accounts[0] };
  await doc
    .plan!.run({
      ids,
      variables: body.variables ?? {},
      reach: {
        reach: {} as never,
        read: async (statements: any) => {
          for (const s of statements) {
            console.log('\n##', q.name, s.name, s.values, '\n' + s.text);
            k++;
            await c.query(`PREPARE s${k} AS ${s.text}`);
            for (let i = 0; i < 3; i++) {
              const r = await c.query(
                `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE s${k}(${s.values.map((v: string) => pg.escapeLiteral(v)).join(',')})`,
              );
              if (i === 2) console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n'));
            }
          }
          throw new Error('stop');
        },
      },
    } as never)
    .catch((e) => e.message === 'stop' || console.log(e));
}
await c.end();
