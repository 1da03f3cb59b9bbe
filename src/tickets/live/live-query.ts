import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type VariableDefinitionNode,
  validate,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { operationError, operationNotFound } from '../../operation/index.js';

/** A subscription to tickets as what it is made of: a query that answers one ticket, asked again for each event. */
export interface LiveQuery {
  /** `query … ($liveTicket: ID!, …) { ticketUpdated: ticket(id: $liveTicket) { … } }` */
  readonly source: string;
  /** The one ticket that is followed, as it was given; `null` follows all. */
  readonly only: string | null;
}

const VARIABLE = 'liveTicket';
const TOKENS_MAX = 2000;

/**
 * Turns `subscription { ticketUpdated(id: …) { … } }` into the query that the pipeline answers for each event. So a payload passes the
 * same scopes, reach, cost and record as anything else, and there is no second way out.
 *
 * @throws PublicError DOCUMENT_INVALID, OPERATION_NOT_FOUND
 */
export function liveQuery(
  schema: GraphQLSchema,
  source: string,
  operationName: string | null,
  variables: Readonly<Record<string, unknown>>,
): LiveQuery {
  const document = parsed(source);
  const errors = validate(schema, document, undefined, { maxErrors: 5 });
  if (errors.length > 0) throw invalid(errors.map(({ message }) => message).join(' '));
  const operation = getOperationAST(document, operationName);
  if (!operation) throw operationNotFound(document);
  const [field] = operation.selectionSet.selections;
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION || field?.kind !== Kind.FIELD || field.directives?.length)
    throw invalid('Only a subscription whose root is the field `ticketUpdated` itself is served here.');
  const live = asQuery(operation, field);
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const only = field.arguments?.find(({ name }) => name.value === 'id');
  return {
    source: [live, ...fragments].map(print).join('\n'),
    only: only ? valueOf(only, variables) : null,
  };
}

function asQuery(operation: OperationDefinitionNode, field: FieldNode): OperationDefinitionNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
  const variable = { kind: Kind.VARIABLE, name: name(VARIABLE) } as const;
  const asked: FieldNode = {
    ...field,
    alias: field.alias ?? name('ticketUpdated'),
    name: name('ticket'),
    arguments: [{ kind: Kind.ARGUMENT, name: name('id'), value: variable }],
  };
  const declared: VariableDefinitionNode = {
    kind: Kind.VARIABLE_DEFINITION,
    variable,
    type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: name('ID') } },
  };
  const used = variablesIn(asked);
  const kept = (operation.variableDefinitions ?? []).filter((definition) => used.has(definition.variable.name.value));
  return {
    ...operation,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: [declared, ...kept],
    selectionSet: { ...operation.selectionSet, selections: [asked] },
  };
}

function variablesIn(field: FieldNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(field, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function valueOf({ value }: ArgumentNode, variables: Readonly<Record<string, unknown>>): string | null {
  const found: unknown = valueFromASTUntyped(value, { ...variables });
  return typeof found === 'string' ? found : null;
}

function parsed(source: string) {
  try {
    return parse(source, { maxTokens: TOKENS_MAX });
  } catch (cause) {
    throw operationError('DOCUMENT_INVALID', {
      params: { reason: cause instanceof Error ? cause.message : 'It can not be parsed.' },
      cause,
    });
  }
}

function invalid(reason: string) {
  return operationError('DOCUMENT_INVALID', { params: { reason } });
}
