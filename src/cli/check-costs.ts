import { dirname, resolve } from 'node:path';
import { composeSchema } from '../compose/schema.js';
import { PublicError } from '../kernel/errors.js';
import { isObject, type JsonForm, readGivenFile, readGivenJson } from '../kernel/given-file.js';
import { documentCompiler, planCompiler, type WeighParts, weigh } from '../operation/index.js';

/** What a document may cost: by the path of its file, seen from the budget file. */
type CostBudget = Readonly<Record<string, DocumentBudget>>;

interface DocumentBudget {
  readonly points: number;
  /** Page sizes decide the cost, so those of the dearest call belong here. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

const BUDGET_FORM: JsonForm<CostBudget> = {
  called: 'what each document may cost, {"queries/a.graphql":{"points":120,"variables":{"first":50}}}',
  fits: (value): value is CostBudget =>
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((each) => isObject(each) && Number.isSafeInteger(each['points'])),
};

/** As at a platform that is configured as usual. */
const TOKENS_MAX = 2000;

/**
 * Holds documents against a budget file, by the schema of this release and without a platform: for an app's own CI.
 *
 * @returns a line for each document, and how many are over their budget or can't run
 * @throws Refusal for a file that can't be read
 */
export async function checkCosts(budgetFile: string): Promise<{ report: string; failed: number }> {
  const budget = await readGivenJson(budgetFile, BUDGET_FORM);
  const { schema, requirements, reads } = await composeSchema();
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const parts = { schema, compiler, tokensMax: TOKENS_MAX };
  let report = 'points  budget  document\n';
  let failed = 0;
  for (const [file, allowed] of Object.entries(budget)) {
    const source = (await readGivenFile(resolve(dirname(budgetFile), file))).toString('utf8');
    const { points, remark } = judged(parts, source, allowed);
    if (remark !== '') failed += 1;
    report += `${String(points ?? '-').padStart(6)}  ${String(allowed.points).padStart(6)}  ${file}${remark}\n`;
  }
  return { report, failed };
}

function judged(
  parts: WeighParts,
  source: string,
  { points: allowed, variables, operationName }: DocumentBudget,
): { points?: number; remark: string } {
  try {
    const { cost, fields } = weigh(parts, { source, variables, operationName });
    const { points } = cost;
    if (points <= allowed) return { points, remark: '' };
    const [dearest] = fields.toSorted((a, b) => b.points - a.points);
    return {
      points,
      remark: `: ${points - allowed} too many, most at ${dearest?.path.join('.')} (${dearest?.points})`,
    };
  } catch (error) {
    if (error instanceof PublicError) return { remark: `: ${error.code}: ${error.message}` };
    throw error;
  }
}
