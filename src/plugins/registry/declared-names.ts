import type { JsonSchema } from '../package/json-schema.js';

/**
 * Names that a schema itself gives to parts of a value. They stand in the package, so they tell nothing of a customer; any other
 * name (where a schema leaves names open) is chosen by the tool while it sees a customer's data, and is a value like any other.
 */
export function declaredNames(...schemas: readonly JsonSchema[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const schema of schemas) collect(schema, names);
  return names;
}

function collect(schema: JsonSchema, names: Set<string>): void {
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    names.add(name);
    collect(child, names);
  }
  const { items, additionalProperties: others, anyOf = [], $defs = {} } = schema;
  const further = [items, typeof others === 'object' ? others : undefined, ...anyOf, ...Object.values($defs)];
  for (const child of further) if (child) collect(child, names);
}
