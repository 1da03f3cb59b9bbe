import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';
import { kernelError } from '../../kernel/errors.js';
import { PAGE_SIZE_MAX, parsePage } from '../../kernel/page.js';
import { directiveArguments } from '../schema/requirements.js';
import type { SelectedField } from './walk-selection.js';

export type Variables = Readonly<Record<string, unknown>>;

/** Static upper bound of an operation: points for the meter, nodes (objects at most) for the node limit. */
export interface StaticCost {
  readonly points: number;
  readonly nodes: number;
}

/** Cost as a function of the variables: only page sizes depend on them. */
export type CostFunction = (variables: Variables) => StaticCost;

/** What one selected field adds to the cost of its operation. */
export interface FieldCost {
  /** Response keys from the root on. */
  readonly path: readonly string[];
  /** `Type.field`. */
  readonly coordinate: string;
  /** How often it can be resolved: the product of the page sizes above it and its own. */
  readonly times: number;
  /** Points of the field itself, all times together. */
  readonly points: number;
  /** The same with all that is selected below it. */
  readonly pointsBelow: number;
}

/** The cost of a selection, compiled once per document. */
export interface SelectionCost {
  readonly total: CostFunction;
  /** Field by field, in the order of the document. Of an abstract result's possible types all are listed, the dearest one counts. */
  readonly byField: (variables: Variables) => FieldCost[];
}

/**
 * Compiles the cost of a selection once per document (IBM's cost specification: weights by `@cost`, sizes by `@listSize`).
 * An object counts 1, a scalar 0, a list its size × what one item counts. Edges, page info and money are free.
 * Abstract results count as their dearest possible type.
 *
 * @throws PublicError INVALID_PAGE from the compiled functions, when a connection has no valid page size
 */
export function compileCost(fields: readonly SelectedField[]): SelectionCost {
  const parts = fields.map((field) => compileField(field, undefined));
  return {
    total: (variables) => {
      const { points, nodes } = sumOf(parts, variables);
      return { points: Math.max(1, points), nodes };
    },
    byField: (variables) => parts.flatMap((part) => explain(part, variables, [], 1)),
  };
}

type SizeFunction = (variables: Variables) => number;

/** One field's share of the cost, and those below it by possible type. */
interface CostPart {
  readonly field: SelectedField;
  readonly weight: number;
  readonly isNode: 0 | 1;
  readonly size: SizeFunction;
  readonly branches: readonly (readonly CostPart[])[];
}

const ONCE: SizeFunction = () => 1;

function compileField(field: SelectedField, inheritedSize: SizeFunction | undefined): CostPart {
  const { definition } = field;
  if (!definition) return { field, weight: 0, isNode: 0, size: ONCE, branches: [] };
  const named = getNamedType(definition.type);
  const explicit = directiveArguments(definition.astNode?.directives, 'cost')?.['weight'];
  const typeWeight = directiveArguments(named.astNode?.directives, 'cost')?.['weight'];
  const sizing = directiveArguments(definition.astNode?.directives, 'listSize');
  const slicing = sizing?.['slicingArguments'] ? pageSize(field, definition) : undefined;
  const sized = new Set((sizing?.['sizedFields'] as string[] | undefined) ?? []);
  const isList = isListType(getNullableType(definition.type));
  return {
    field,
    weight: Number(explicit ?? typeWeight ?? (isCompositeType(named) ? 1 : 0)),
    isNode: isCompositeType(named) && typeWeight !== 0 ? 1 : 0,
    size: isList ? (inheritedSize ?? constant(Number(sizing?.['assumedSize'] ?? PAGE_SIZE_MAX))) : ONCE,
    branches: [...field.children.values()].map((children) =>
      children.map((child) => compileField(child, sized.has(child.definition?.name ?? '') ? slicing : undefined)),
    ),
  };
}

function sumOf(parts: readonly CostPart[], variables: Variables): StaticCost {
  let points = 0;
  let nodes = 0;
  for (const part of parts) {
    const cost = costOf(part, variables);
    points += cost.points;
    nodes += cost.nodes;
  }
  return { points, nodes };
}

function costOf({ size, weight, isNode, branches }: CostPart, variables: Variables): StaticCost {
  const count = size(variables);
  let points = 0;
  let nodes = 0;
  for (const branch of branches) {
    const cost = sumOf(branch, variables);
    points = Math.max(points, cost.points);
    nodes = Math.max(nodes, cost.nodes);
  }
  return { points: count * (weight + points), nodes: count * (isNode + nodes) };
}

function explain(part: CostPart, variables: Variables, above: readonly string[], timesAbove: number): FieldCost[] {
  const { field, weight, size, branches } = part;
  if (!field.definition) return [];
  const path = [...above, field.responseKey];
  const times = timesAbove * size(variables);
  const own: FieldCost = {
    path,
    coordinate: `${field.parent.name}.${field.definition.name}`,
    times,
    points: times * weight,
    pointsBelow: timesAbove * costOf(part, variables).points,
  };
  return [own, ...branches.flat().flatMap((child) => explain(child, variables, path, times))];
}

/** Size of a connection from its arguments, checked by the same rule that the read uses. */
function pageSize(field: SelectedField, definition: GraphQLField<unknown, unknown>): SizeFunction {
  const first = argument(field, definition, 'first');
  const last = argument(field, definition, 'last');
  const after = argument(field, definition, 'after');
  const before = argument(field, definition, 'before');
  return (variables) => {
    const page = {
      first: first(variables) as number | null,
      last: last(variables) as number | null,
      after: after(variables) as string | null,
      before: before(variables) as string | null,
    };
    return parsePage(page, definition.name).size;
  };
}

function argument(
  field: SelectedField,
  definition: GraphQLField<unknown, unknown>,
  name: string,
): (variables: Variables) => unknown {
  const given = field.nodes[0].arguments?.find((candidate) => candidate.name.value === name)?.value;
  const fallback = definition.args.find((candidate) => candidate.name === name)?.defaultValue;
  return given ? (variables) => literal(given, variables, fallback, definition.name) : () => fallback;
}

function literal(value: ValueNode, variables: Variables, fallback: unknown, field: string): unknown {
  if (value.kind === Kind.VARIABLE) return value.name.value in variables ? variables[value.name.value] : fallback;
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind === Kind.STRING) return value.value;
  if (value.kind === Kind.NULL) return null;
  throw kernelError('INVALID_PAGE', { params: { field, max: PAGE_SIZE_MAX } });
}

function constant(size: number): SizeFunction {
  return () => size;
}
