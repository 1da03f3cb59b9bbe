import { dirname, resolve } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { composeSchema } from '../compose/schema.js';
import { PublicError } from '../kernel/errors.js';
import { type JsonForm, readGivenFile, readGivenJson } from '../kernel/given-file.js';
import { readDocument } from '../operation/document/read-document.js';
import {
  type DocumentCompiler,
  documentCompiler,
  operationNotFound,
  planCompiler,
  toOperation,
} from '../operation/index.js';

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
  let report = 'points  budget  document\n';
  let failed = 0;
  for (const [file, allowed] of Object.entries(budget)) {
    const source = (await readGivenFile(resolve(dirname(budgetFile), file))).toString('utf8');
    const { points, remark } = judged({ schema, compiler }, source, allowed);
    if (remark !== '') failed += 1;
    report += `${String(points ?? '-').padStart(6)}  ${String(allowed.points).padStart(6)}  ${file}${remark}\n`;
  }
  return { report, failed };
}

interface Judge {
  readonly schema: GraphQLSchema;
  readonly compiler: DocumentCompiler;
}

function judged(
  { schema, compiler }: Judge,
  source: string,
  { points: allowed, variables = {}, operationName }: DocumentBudget,
): { points?: number; remark: string } {
  try {
    const ast = readDocument(schema, source, TOKENS_MAX);
    const document = compiler.compile(ast, operationName);
    if (!document) throw operationNotFound(ast);
    const unsent = { id: '', document, rawVariables: variables, grantId: '', cause: { kind: 'LIVE' } } as const;
    const given = toOperation(schema, unsent).variables;
    const { points } = document.cost(given);
    if (points <= allowed) return { points, remark: '' };
    const [dearest] = document.costByField(given).toSorted((a, b) => b.points - a.points);
    return {
      points,
      remark: `: ${points - allowed} too many, most at ${dearest?.path.join('.')} (${dearest?.points})`,
    };
  } catch (error) {
    if (error instanceof PublicError) return { remark: `: ${error.code}: ${error.message}` };
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
