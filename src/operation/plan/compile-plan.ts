import { GraphQLError, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import { LRUCache } from 'lru-cache';
import { PublicError } from '../../kernel/errors.js';
import type { SelectedField } from '../document/walk-selection.js';
import { PlanAbort, type RunArguments } from './frame.js';
import { parseListArguments, variantOf } from './list-arguments.js';
import { type Outline, outlineOf } from './outline.js';
import type { Plan, PlanAnswer, PlanInput } from './plan.js';
import { compileProgram, type Program } from './program.js';
import type { ReadModel } from './read-model.js';

/** Variants (which optional arguments are present) that one document may keep compiled. */
const VARIANTS_MAX = 16;

/**
 * Compiles a query to a plan when every field in it is in the read model. One SQL text per variant of its arguments is
 * compiled on first use: an absent cursor or filter leaves no `OR` in the SQL that would hide an index.
 */
export function planCompiler(model: ReadModel) {
  return (operation: OperationDefinitionNode, selection: readonly SelectedField[]): Plan | undefined => {
    if (operation.operation !== OperationTypeNode.QUERY) return undefined;
    const outline = outlineOf(model, selection);
    if (!outline?.roots.some((root) => root.root !== 'typename')) return undefined;
    return new CompiledPlan(outline, operation.name?.value ?? 'query');
  };
}

class CompiledPlan implements Plan {
  readonly #outline: Outline;
  readonly #name: string;
  readonly #programs = new LRUCache<string, Program>({ max: VARIANTS_MAX });

  constructor(outline: Outline, name: string) {
    this.#outline = outline;
    this.#name = name.toLowerCase().slice(0, 24);
  }

  async run({ reach, ids, variables }: PlanInput): Promise<PlanAnswer | undefined> {
    try {
      const args = this.#arguments({ reach, ids, variables });
      const program = this.#program(args);
      const rows = await reach.read(program.statements(args));
      const rowCounts: Record<string, number> = {};
      return { json: program.write(rows, args, ids, rowCounts), rowCounts };
    } catch (error) {
      if (error instanceof PlanAbort || error instanceof PublicError || error instanceof GraphQLError) return undefined;
      throw error;
    }
  }

  #arguments({ reach: { reach }, ids, variables }: PlanInput): RunArguments {
    const lists = this.#outline.lists.map(({ read, type, field }) =>
      parseListArguments(read, type, argumentsOf(field, variables), { ids, reach }),
    );
    const single = this.#outline.roots.flatMap((root) => (root.root === 'single' ? [root] : []));
    return {
      lists,
      ids: single.map(({ read, field }) => read.by && lookedUp(read.by, argumentsOf(field, variables), ids)),
    };
  }

  #program(args: RunArguments): Program {
    const variant = args.lists.map(variantOf).join('|');
    const known = this.#programs.get(variant);
    if (known) return known;
    const program = compileProgram(this.#outline, args, this.#name);
    this.#programs.set(variant, program);
    return program;
  }
}

/** The id that a root is looked up by. When other arguments stand beside it, the resolver knows what they mean together. */
function lookedUp(
  { argument, prefix }: { readonly argument: string; readonly prefix: string },
  args: Readonly<Record<string, unknown>>,
  ids: PlanInput['ids'],
): string {
  if (Object.keys(args).some((name) => name !== argument && args[name] != null))
    throw new PlanAbort('arguments beside the id');
  return ids.decode(prefix, String(args[argument]));
}

function argumentsOf(field: SelectedField, variables: PlanInput['variables']): Record<string, unknown> {
  if (!field.definition || field.definition.args.length === 0) return {};
  return getArgumentValues(field.definition, field.nodes[0], variables);
}
