import {
  type DirectiveNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';

/** OR of ANDs of scopes, as `@requiresScopes` states it; `[[]]` is satisfied by every grant. */
export type ScopeRequirement = readonly (readonly string[])[];

export const ANY_GRANT: ScopeRequirement = [[]];

/**
 * What each field of the schema demands, by coordinate `Type.field`: the type's requirement and the field's own.
 *
 * @throws Error listing every field for which neither says anything (start-up fails: an undeclared field would be an
 *   open one), and every scope that the table does not know
 */
export function scopeRequirements(
  schema: GraphQLSchema,
  knownScopes: ReadonlySet<string>,
): ReadonlyMap<string, readonly ScopeRequirement[]> {
  const requirements = new Map<string, readonly ScopeRequirement[]>();
  const mistakes: string[] = [];
  for (const type of outputTypes(schema)) {
    const ofType = requirementOf(type.astNode?.directives);
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const declared = [ofType, requirementOf(field.astNode?.directives)].filter((found) => found !== undefined);
      if (declared.length === 0) mistakes.push(`${coordinate} declares no scope`);
      for (const scope of declared.flat(2))
        if (!knownScopes.has(scope)) mistakes.push(`${coordinate} requires the unknown scope ${scope}`);
      requirements.set(
        coordinate,
        declared.filter((requirement) => requirement.every((all) => all.length > 0)),
      );
    }
  }
  if (mistakes.length > 0) throw new Error(`The schema is not guarded:\n  ${mistakes.join('\n  ')}`);
  return requirements;
}

export function satisfies(scopes: ReadonlySet<string>, requirement: ScopeRequirement): boolean {
  return requirement.some((all) => all.every((scope) => scopes.has(scope)));
}

/** The value of a `@requiresScopes` among applied directives. */
export function requirementOf(directives: readonly DirectiveNode[] | undefined): ScopeRequirement | undefined {
  const scopes = directiveArguments(directives, 'requiresScopes')?.['scopes'];
  return scopes as ScopeRequirement | undefined;
}

/** Arguments of an applied directive as plain values, or `undefined` when it is not applied. */
export function directiveArguments(
  directives: readonly DirectiveNode[] | undefined,
  name: string,
): Record<string, unknown> | undefined {
  const applied = directives?.find((directive) => directive.name.value === name);
  if (!applied) return undefined;
  return Object.fromEntries(
    (applied.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
  );
}

function outputTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__'));
}
