import { type GraphQLSchema, getVariableValues } from 'graphql';
import type { InspectedTool } from '../package/inspect-package.js';
import type { Proposal } from './invoke-tool.js';

export interface ProposalProblem {
  readonly index: number;
  readonly reason: string;
}

const PROPOSALS_MAX = 20;
const REASON_MAX = 500;

/** @returns the first proposal that names no document of the tool, or whose variables its document does not accept */
export function coerceVariables(
  proposals: readonly Proposal[],
  tool: InspectedTool,
  schema: GraphQLSchema,
): ProposalProblem | undefined {
  if (proposals.length > PROPOSALS_MAX)
    return { index: PROPOSALS_MAX, reason: `There are more than ${PROPOSALS_MAX}.` };
  for (const [index, proposal] of proposals.entries()) {
    const reason = problemOf(proposal, tool, schema);
    if (reason !== undefined) return { index, reason };
  }
  return undefined;
}

function problemOf(proposal: unknown, tool: InspectedTool, schema: GraphQLSchema): string | undefined {
  if (typeof proposal !== 'object' || proposal === null) return 'It is no object.';
  const { document, variables, reason } = proposal as Partial<Record<keyof Proposal, unknown>>;
  if (typeof reason !== 'string' || reason.length > REASON_MAX)
    return `It has no reason of at most ${REASON_MAX} characters.`;
  if (typeof variables !== 'object' || variables === null) return 'It has no variables.';
  if (!canBeKept(reason) || !canBeKept(variables)) return 'It holds U+0000 or half of a surrogate pair.';
  const found = typeof document === 'string' ? tool.proposals.get(document) : undefined;
  if (!found) return `It names ${JSON.stringify(document)?.slice(0, 80)}, which the tool does not declare.`;
  const declared = found.document.operation.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, declared, variables as Record<string, unknown>, { maxErrors: 1 });
  return errors?.[0]?.message.slice(0, 300);
}

/** PostgreSQL has no text with U+0000, and no JSON with half a pair: a proposal with either would fail where it is written down. */
function canBeKept(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, entry]) => canBeKept(name) && canBeKept(entry));
}
