import { FORMATS, type JsonSchema, type Mismatch } from './json-schema.js';
import { PACKAGE_LIMITS } from './package-limits.js';

/** Keywords a publisher's schema may use, and what must stand there. */
const KEYWORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  $schema: isText,
  $id: isText,
  $ref: (value) => isText(value) && /^#\/\$defs\/[A-Za-z0-9_]+$/.test(String(value)),
  $defs: isRecord,
  title: isText,
  description: isText,
  type: (value) => ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].includes(String(value)),
  properties: isRecord,
  required: (value) => Array.isArray(value) && value.every(isText),
  additionalProperties: (value) => typeof value === 'boolean' || isRecord(value),
  items: isRecord,
  minItems: isCount,
  maxItems: isCount,
  enum: (value) => Array.isArray(value) && value.length > 0 && value.every(isScalar),
  const: isScalar,
  minLength: isCount,
  maxLength: isCount,
  minimum: Number.isFinite,
  maximum: Number.isFinite,
  format: (value) => Object.hasOwn(FORMATS, String(value)),
  anyOf: (value) => Array.isArray(value) && value.length > 0 && value.every(isRecord),
};

/** @returns why a publisher's schema is refused; empty when it is a schema that {@link checkJson} can hold a value against */
export function checkSchema(schema: unknown): readonly Mismatch[] {
  const found: Mismatch[] = [];
  let nodes = 0;
  visit(schema, '', 0);
  if (found.length === 0)
    for (const name of circular(schema as JsonSchema))
      found.push({ pointer: `/$defs/${name}`, reason: 'refers to itself' });
  return found;

  function visit(node: unknown, pointer: string, depth: number): void {
    nodes += 1;
    if (nodes > PACKAGE_LIMITS.schemaNodes || depth > PACKAGE_LIMITS.schemaDepth) {
      if (found.length === 0) found.push({ pointer, reason: 'is too large or too deep' });
      return;
    }
    if (!isRecord(node)) return void found.push({ pointer, reason: 'must be an object' });
    for (const [keyword, value] of Object.entries(node)) checkKeyword(keyword, value, `${pointer}/${keyword}`);
    for (const [path, child] of childrenOf(node)) visit(child, `${pointer}/${path}`, depth + 1);
  }

  function checkKeyword(keyword: string, value: unknown, pointer: string): void {
    const allowed = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (!allowed) found.push({ pointer, reason: `uses the keyword "${keyword.slice(0, 40)}", which plugins can not` });
    else if (!allowed(value)) found.push({ pointer, reason: `has a value that "${keyword}" can not have` });
    else if (keyword === '$ref' && !hasDefinition(schema, String(value)))
      found.push({ pointer, reason: `refers to ${String(value)}, which does not exist` });
  }
}

function childrenOf(node: Record<string, unknown>): [path: string, child: unknown][] {
  const record = (keyword: string) => {
    const value = node[keyword];
    return isRecord(value)
      ? Object.entries(value).map(([name, child]): [string, unknown] => [`${keyword}/${name}`, child])
      : [];
  };
  const single = ['items', 'additionalProperties'].flatMap((keyword): [string, unknown][] =>
    isRecord(node[keyword]) ? [[keyword, node[keyword]]] : [],
  );
  const options = Array.isArray(node['anyOf'])
    ? node['anyOf'].map((child: unknown, index): [string, unknown] => [`anyOf/${index}`, child])
    : [];
  return [...record('properties'), ...record('$defs'), ...single, ...options];
}

/** Names of definitions that reach themselves. */
function circular(schema: JsonSchema): string[] {
  const definitions = schema.$defs ?? {};
  const edges = new Map(Object.entries(definitions).map(([name, definition]) => [name, referencesIn(definition)]));
  return [...edges.keys()].filter((start) => reaches(start, edges.get(start) ?? new Set()));

  function reaches(target: string, from: ReadonlySet<string>): boolean {
    const seen = new Set<string>();
    const waiting = [...from];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (name === target) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      waiting.push(...(edges.get(name) ?? []));
    }
    return false;
  }
}

function referencesIn(definition: JsonSchema): Set<string> {
  const names = new Set<string>();
  const waiting: unknown[] = [definition];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isRecord(node)) continue;
    if (typeof node['$ref'] === 'string') names.add(node['$ref'].replace('#/$defs/', ''));
    waiting.push(...childrenOf(node).map(([, child]) => child));
  }
  return names;
}

function hasDefinition(schema: unknown, reference: string): boolean {
  const definitions = isRecord(schema) ? schema['$defs'] : undefined;
  return isRecord(definitions) && Object.hasOwn(definitions, reference.replace('#/$defs/', ''));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 2000;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
