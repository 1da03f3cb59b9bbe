/**
 * The part of JSON Schema (2020-12) that plugins may use, and a checker that interprets it.
 *
 * A library that compiles schemas to code was rejected: the schemas are a stranger's. No `pattern` in a publisher's
 * schema (a slow expression would run outside the sandbox; `format` names our own ones), references only to `$defs`
 * and never in a circle: what a check can cost is then bounded by the value's size times the schema's.
 */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType;
  readonly nullable?: never;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean | null;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  /** Only in schemas of the platform. */
  readonly pattern?: string;
  readonly anyOf?: readonly JsonSchema[];
}

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

export interface Mismatch {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly reason: string;
}

/** Named forms of strings; all are linear to check. */
export const FORMATS: Readonly<Record<string, RegExp>> = {
  decimal: /^-?\d{1,20}(\.\d{1,18})?$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  currency: /^[A-Z]{3}$/,
  uri: /^https:\/\/[\x21-\x7e]{1,2000}$/,
  email: /^[\x21-\x3f\x41-\x7e]{1,64}@[a-z0-9.-]{1,255}$/i,
};

const MISMATCHES_MAX = 20;

/** @returns what does not fit, at most twenty; empty when the value fits */
export function checkJson(schema: JsonSchema, value: unknown): readonly Mismatch[] {
  const found: Mismatch[] = [];
  check(schema, value, '');
  return found;

  function check(given: JsonSchema, part: unknown, pointer: string): void {
    if (found.length >= MISMATCHES_MAX) return;
    const rule = resolve(given);
    const report = (reason: string) => void found.push({ pointer, reason });
    if (rule.anyOf && !rule.anyOf.some((option) => checkJson(withDefinitions(option), part).length === 0))
      return report('fits none of the alternatives');
    if (rule.type !== undefined && !isOfType(rule.type, part))
      return report(`must be ${rule.type}, is ${typeOf(part)}`);
    if (rule.const !== undefined && part !== rule.const) report(`must be ${JSON.stringify(rule.const)}`);
    if (rule.enum && !rule.enum.some((one) => one === part))
      report(`must be one of ${rule.enum.map((one) => JSON.stringify(one)).join(', ')}`);
    if (typeof part === 'string') for (const reason of textMismatches(rule, part)) report(reason);
    if (typeof part === 'number') for (const reason of numberMismatches(rule, part)) report(reason);
    if (Array.isArray(part)) checkItems(rule, part, pointer, report);
    else if (typeof part === 'object' && part !== null)
      checkProperties(rule, part as Record<string, unknown>, pointer, report);
  }

  function checkItems(
    rule: JsonSchema,
    items: readonly unknown[],
    pointer: string,
    report: (reason: string) => void,
  ): void {
    if (rule.minItems !== undefined && items.length < rule.minItems) report(`has fewer than ${rule.minItems} items`);
    if (rule.maxItems !== undefined && items.length > rule.maxItems)
      return report(`has more than ${rule.maxItems} items`);
    if (rule.items) for (const [index, item] of items.entries()) check(rule.items, item, `${pointer}/${index}`);
  }

  function checkProperties(
    rule: JsonSchema,
    object: Record<string, unknown>,
    pointer: string,
    report: (reason: string) => void,
  ): void {
    for (const name of rule.required ?? []) if (!Object.hasOwn(object, name)) report(`lacks "${name}"`);
    for (const [name, part] of Object.entries(object)) {
      const known = rule.properties && Object.hasOwn(rule.properties, name) ? rule.properties[name] : undefined;
      const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (known) check(known, part, below);
      else if (rule.additionalProperties === false) report(`has the unknown property "${name.slice(0, 80)}"`);
      else if (typeof rule.additionalProperties === 'object') check(rule.additionalProperties, part, below);
    }
  }

  function resolve(given: JsonSchema): JsonSchema {
    if (given.$ref === undefined) return given;
    const name = given.$ref.replace(/^#\/\$defs\//, '');
    const defined = schema.$defs && Object.hasOwn(schema.$defs, name) ? schema.$defs[name] : undefined;
    if (!defined) throw new RangeError(`The schema has no ${given.$ref}`);
    return resolve(defined);
  }

  function withDefinitions(option: JsonSchema): JsonSchema {
    return schema.$defs ? { ...option, $defs: schema.$defs } : option;
  }
}

function textMismatches(rule: JsonSchema, text: string): string[] {
  const reasons: string[] = [];
  if (rule.minLength !== undefined && text.length < rule.minLength) reasons.push(`is shorter than ${rule.minLength}`);
  if (rule.maxLength !== undefined && text.length > rule.maxLength) return [`is longer than ${rule.maxLength}`];
  if (rule.format !== undefined && FORMATS[rule.format]?.test(text) === false) reasons.push(`is no ${rule.format}`);
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(text))
    reasons.push(`does not match ${rule.pattern}`);
  return reasons;
}

function numberMismatches({ minimum, maximum }: JsonSchema, value: number): string[] {
  if (minimum !== undefined && value < minimum) return [`is below ${minimum}`];
  return maximum !== undefined && value > maximum ? [`is above ${maximum}`] : [];
}

function isOfType(type: JsonType, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  return typeOf(value) === type;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
