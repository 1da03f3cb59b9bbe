import { type RowRule, syntaxRules } from './column-kinds.js';
import type { ImportSession } from './import-session.js';
import type { Layout } from './layouts.js';
import type { ImportPlan } from './plans/import-plan.js';

/**
 * Finds every bad row of a staged file and writes `import_problem (file, line, column, reason)`: unreadable records,
 * then columns on their own (on text), then, among the rows that are left, types and references (on the typed table).
 *
 * @returns how many rows of the file have at least one problem
 */
export async function checkRows(session: ImportSession, layout: Layout, plan: ImportPlan): Promise<number> {
  const { name } = layout;
  await session.run(
    `INSERT INTO import_problem (file, line, "column", reason) SELECT '${name}', line, problem_column, problem FROM stage_${name} WHERE problem IS NOT NULL`,
  );
  await session.run(problemsBy(name, `stage_${name}`, syntaxRules(layout), 't.problem IS NULL'));
  await session.run('ANALYZE import_problem');
  const good = `WHERE NOT EXISTS (SELECT FROM import_problem p WHERE p.file = '${name}' AND p.line = s.line)`;
  await session.run(
    `CREATE TEMP TABLE typed_${name} AS ${plan.typed.includes('$where') ? plan.typed.replace('$where', good) : `${plan.typed} ${good}`}`,
  );
  await session.run(`ANALYZE typed_${name}`);
  if (plan.rules.length > 0) await session.run(problemsBy(name, `typed_${name}`, plan.rules, 'true'));
  await session.run(repeatedKeys(plan));
  for (const statement of plan.furtherChecks ?? []) await session.run(statement);
  await session.run('ANALYZE import_problem');
  const { rows } = await session.client.query<{ bad: string }>(
    'SELECT count(DISTINCT line) AS bad FROM import_problem WHERE file = $1',
    [name],
  );
  return Number(rows[0]?.bad ?? 0);
}

/** A condition for the plans' `$good`. */
export function withoutProblem(name: string): string {
  return `NOT EXISTS (SELECT FROM import_problem p WHERE p.file = '${name}' AND p.line = t.line)`;
}

/** One pass: the first WHERE is the only thing that good rows meet, the list of reasons is made for bad rows alone. */
function problemsBy(file: string, table: string, rules: readonly RowRule[], scope: string): string {
  const values = rules.map(
    (rule, index) => `(${index}, '${rule.column}', '${rule.reason.replaceAll("'", "''")}', (${rule.when}))`,
  );
  return `INSERT INTO import_problem (file, line, "column", reason)
    SELECT '${file}', t.line, r.name, r.reason FROM ${table} t, LATERAL (VALUES ${values.join(', ')}) r(n, name, reason, is_bad)
    WHERE ${scope} AND (${rules.map((rule) => `(${rule.when})`).join(' OR ')}) AND r.is_bad
    ORDER BY t.line, r.n`;
}

/** Every row after the first of its key. */
function repeatedKeys(plan: ImportPlan): string {
  const key = plan.key.join(', ');
  return `INSERT INTO import_problem (file, line, "column", reason)
    SELECT '${plan.name}', t.line, '${plan.key.at(-1)}', 'repeats the key of line ' || d.first_line
    FROM typed_${plan.name} t JOIN (SELECT ${key}, min(line) AS first_line FROM typed_${plan.name} GROUP BY ${key} HAVING count(*) > 1) d USING (${key})
    WHERE t.line > d.first_line ORDER BY t.line`;
}
