import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Draw } from './draw.js';

/** Values that lead somewhere: ids and cursors of this world by what they belong to, and texts that filters find. */
export interface KnownValues {
  /** By argument or input field, e.g. `Query.account.id`; `*` for all others of the ID type. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** By connection type, e.g. `AccountConnection`. */
  readonly cursors: Readonly<Record<string, readonly string[]>>;
  readonly texts: readonly string[];
}

type Path = { readonly coordinate: string; readonly name: string; readonly result: string };

/** Writes a field's arguments as literals or variables, absent and null ones included. */
export class ArgumentWriter {
  readonly declarations: string[] = [];
  readonly variables: Record<string, unknown> = {};
  readonly #draw: Draw;
  readonly #values: KnownValues;

  constructor(draw: Draw, values: KnownValues) {
    this.#draw = draw;
    this.#values = values;
  }

  of(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
    const lookup = field.args.some(({ name }) => name === 'id');
    const paged = field.args.some(({ name }) => name === 'first');
    const skipped = paged ? this.#pageSides() : new Set<string>();
    const written = field.args.flatMap((argument) => {
      if (skipped.has(argument.name)) return [];
      if (!isNonNullType(argument.type) && !this.#draw.chance(usage(argument.name, lookup))) return [];
      const result = String(field.type).replace(/\W/g, '');
      const value = this.#value(argument.type, {
        coordinate: `${type.name}.${field.name}`,
        name: argument.name,
        result,
      });
      return [`${argument.name}: ${this.#asText(argument.type, value)}`];
    });
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  #pageSides(): ReadonlySet<string> {
    if (this.#draw.chance(1)) return new Set(); // both sides: a refusal
    return new Set(this.#draw.chance(70) ? ['last', 'before'] : ['first', 'after']);
  }

  #asText(type: GraphQLInputType, value: unknown): string {
    if (!this.#draw.chance(40)) return literal(type, value);
    const name = `v${this.declarations.length}`;
    this.declarations.push(`$${name}: ${String(type)}`);
    if (value !== null || this.#draw.chance(50)) this.variables[name] = value;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, path: Path): unknown {
    const needed = ['first', 'last', 'id'].includes(path.name);
    if (!isNonNullType(type) && !needed && this.#draw.chance(8)) return null;
    const bare = getNullableType(type);
    if (isListType(bare)) {
      const { ofType } = bare;
      return Array.from({ length: this.#draw.whole(0, 3) }, () => this.#value(ofType, path));
    }
    if (isEnumType(bare)) return this.#draw.pick(bare.getValues()).name;
    if (isInputObjectType(bare)) {
      const fields = Object.values(bare.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#draw.chance(40),
      );
      return Object.fromEntries(
        fields.map((field) => [field.name, this.#value(field.type, { ...path, name: field.name })]),
      );
    }
    return this.#scalar(bare.toString(), path);
  }

  #scalar(name: string, path: Path): unknown {
    const draw = this.#draw;
    if (name === 'Int') return draw.chance(99) ? draw.whole(1, 6) : draw.pick([0, -1, 101]);
    if (name === 'Boolean') return draw.chance(50);
    if (name === 'Date')
      return draw.pick(['2026-01-05', '2026-01-06', '2026-02-01', '2026-10-02', '2026-10-05', '2027-01-01']);
    if (name === 'CurrencyCode') return draw.pick(['CNY', 'HKD', 'USD', 'JPY']);
    if (path.name === 'after' || path.name === 'before') return draw.pick(this.#cursors(path.result));
    if (name === 'ID')
      return draw.pick(this.#values.ids[`${path.coordinate}.${path.name}`] ?? this.#values.ids['*'] ?? ['']);
    return draw.pick(this.#values.texts);
  }

  #cursors(connection: string): readonly string[] {
    return this.#values.cursors[connection] ?? ['no-cursor'];
  }
}

/** How often, in percent, an optional argument is used: most documents are meant to succeed. */
function usage(name: string, lookup: boolean): number {
  if (['first', 'last', 'id'].includes(name)) return 99;
  return lookup ? 4 : 25;
}

function literal(type: GraphQLInputType, value: unknown): string {
  const bare = getNullableType(type);
  if (value === null || value === undefined) return 'null';
  if (isEnumType(bare)) return value as string;
  if (isListType(bare)) return `[${(value as unknown[]).map((item) => literal(bare.ofType, item)).join(', ')}]`;
  if (!isInputObjectType(bare)) return JSON.stringify(value);
  const fields = bare.getFields();
  return `{${Object.entries(value)
    .map(([name, part]) => `${name}: ${literal(fields[name]?.type as GraphQLInputType, part)}`)
    .join(', ')}}`;
}
