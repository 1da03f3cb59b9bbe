import {
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { SelectedField } from '../document/walk-selection.js';
import type { ReadId, ReadMany, ReadModel, ReadRoot, ReadScalar, ReadType, ReadVariant } from './read-model.js';

/**
 * A selection translated into the words of the read model, before any SQL: what to read and in which order to write it.
 * `undefined` anywhere means: this document can't be planned and runs through the resolvers.
 */
export interface RowOutline {
  readonly type: ReadType;
  readonly typeName: string;
  readonly parts: readonly RowPart[];
}

export type RowPart =
  | { readonly part: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly part: 'leaf'; readonly key: string; readonly field: ReadScalar | ReadId; readonly nullable: boolean }
  | {
      readonly part: 'object';
      readonly key: string;
      readonly presence: string;
      readonly parts: readonly RowPart[];
      readonly nullable: boolean;
    }
  | {
      readonly part: 'variant';
      readonly key: string;
      readonly read: ReadVariant;
      /** By what the column `read.by` says. */
      readonly branches: ReadonlyMap<string, VariantBranch>;
    }
  | {
      readonly part: 'one';
      readonly key: string;
      readonly on: string;
      readonly row: RowOutline;
      readonly nullable: boolean;
    }
  | { readonly part: 'many'; readonly key: string; readonly list: ListOutline };

export interface VariantBranch {
  readonly typeName: string;
  readonly members: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: MemberKind;
    readonly list: boolean;
  }[];
}

export type MemberKind = 'text' | 'integer' | 'number' | 'boolean' | 'any';

export interface ListOutline {
  /** Position among all lists of the operation. */
  readonly index: number;
  readonly read: ReadMany;
  readonly type: ReadType;
  readonly field: SelectedField;
  /** What is written for each row, and around the rows. */
  readonly shape: ListShape;
}

export type ListShape =
  | { readonly shape: 'list'; readonly row: RowOutline }
  | { readonly shape: 'connection'; readonly parts: readonly ConnectionPart[] };

export type ConnectionPart =
  | { readonly part: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly part: 'edges'; readonly key: string; readonly edge: readonly EdgePart[] }
  | { readonly part: 'pageInfo'; readonly key: string; readonly fields: readonly { key: string; name: string }[] };

export type EdgePart =
  | { readonly part: 'typename'; readonly key: string; readonly typeName: string }
  | { readonly part: 'cursor'; readonly key: string }
  | { readonly part: 'node'; readonly key: string; readonly row: RowOutline };

export type RootOutline =
  | { readonly root: 'typename'; readonly key: string }
  | { readonly root: 'many'; readonly key: string; readonly list: ListOutline }
  | {
      readonly root: 'single';
      readonly key: string;
      readonly read: Exclude<ReadRoot, ReadMany>;
      readonly field: SelectedField;
      readonly row: RowOutline;
      readonly nullable: boolean;
    };

export interface Outline {
  readonly roots: readonly RootOutline[];
  readonly lists: readonly ListOutline[];
}

/** Thrown inside and caught by `outlineOf`: the first field that the model doesn't know ends the attempt. */
class NotReadable extends Error {}

export function outlineOf(model: ReadModel, selection: readonly SelectedField[]): Outline | undefined {
  const lists: ListOutline[] = [];
  try {
    const roots = selection.map((field) => rootOutline(field));
    return { roots, lists };
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }

  function rootOutline(field: SelectedField): RootOutline {
    if (field.nodes[0].name.value === '__typename') return { root: 'typename', key: field.responseKey };
    const read = model.roots.get(field.definition?.name ?? '') ?? give();
    if (read.read !== 'one') return { root: 'many', key: field.responseKey, list: listOutline(read, field) };
    return {
      root: 'single',
      key: field.responseKey,
      read,
      field,
      row: rowOutline(read.type, field),
      nullable: isNullable(field),
    };
  }

  function rowOutline(typeName: string, field: SelectedField): RowOutline {
    const type = model.types.get(typeName) ?? give();
    return { type, typeName, parts: childrenOf(field).map((child) => rowPart(type, child)) };
  }

  function rowPart(type: ReadType, field: SelectedField): RowPart {
    const key = field.responseKey;
    if (field.nodes[0].name.value === '__typename') return { part: 'typename', key, typeName: type.type };
    const read = type.fields[field.definition?.name ?? ''] ?? give();
    const nullable = isNullable(field);
    switch (read.read) {
      case 'scalar':
      case 'id':
        return { part: 'leaf', key, field: read, nullable };
      case 'object': {
        const parts = childrenOf(field).map((child) => objectPart(read.fields, child));
        return {
          part: 'object',
          key,
          presence: read.presence ?? (Object.values(read.fields)[0]?.sql as string),
          parts,
          nullable,
        };
      }
      case 'variant':
        return { part: 'variant', key, read, branches: branchesOf(read, field) };
      case 'one':
        return { part: 'one', key, on: read.on, row: rowOutline(read.type, field), nullable };
      default:
        return { part: 'many', key, list: listOutline(read, field) };
    }
  }

  function objectPart(fields: Readonly<Record<string, ReadScalar>>, field: SelectedField): RowPart {
    const name = field.nodes[0].name.value;
    if (name === '__typename') return { part: 'typename', key: field.responseKey, typeName: field.parent.name };
    return { part: 'leaf', key: field.responseKey, field: fields[name] ?? give(), nullable: isNullable(field) };
  }

  function branchesOf({ types }: ReadVariant, field: SelectedField): ReadonlyMap<string, VariantBranch> {
    const selected = new Map([...field.children].map(([type, children]) => [type.name, children]));
    return new Map(
      [...types].map(([word, typeName]) => {
        const members = (selected.get(typeName) ?? give()).map((child) => memberOf(child));
        return [word, { typeName, members }];
      }),
    );
  }

  function listOutline(read: ReadMany, field: SelectedField): ListOutline {
    const index = lists.length;
    const type = model.types.get(read.type) ?? give();
    lists.push(undefined as never); // keeps the place: nested lists come behind their parent
    const shape: ListShape =
      read.read === 'list'
        ? { shape: 'list', row: rowOutline(read.type, field) }
        : { shape: 'connection', parts: childrenOf(field).map((child) => connectionPart(read.type, child)) };
    const outline = { index, read, type, field, shape };
    lists[index] = outline;
    return outline;
  }

  function connectionPart(typeName: string, field: SelectedField): ConnectionPart {
    const key = field.responseKey;
    const name = field.nodes[0].name.value;
    if (name === '__typename') return { part: 'typename', key, typeName: field.parent.name };
    if (name === 'edges')
      return { part: 'edges', key, edge: childrenOf(field).map((child) => edgePart(typeName, child)) };
    if (name !== 'pageInfo') return give();
    return {
      part: 'pageInfo',
      key,
      fields: childrenOf(field).map((child) => ({ key: child.responseKey, name: child.nodes[0].name.value })),
    };
  }

  function edgePart(typeName: string, field: SelectedField): EdgePart {
    const key = field.responseKey;
    const name = field.nodes[0].name.value;
    if (name === '__typename') return { part: 'typename', key, typeName: field.parent.name };
    if (name === 'cursor') return { part: 'cursor', key };
    return name === 'node' ? { part: 'node', key, row: rowOutline(typeName, field) } : give();
  }
}

const KINDS: Readonly<Record<string, MemberKind>> = {
  Int: 'integer',
  Float: 'number',
  Boolean: 'boolean',
  JSONObject: 'any',
};

function memberOf(field: SelectedField): VariantBranch['members'][number] {
  const type = field.definition?.type;
  const kind = KINDS[getNamedType(type)?.name ?? ''] ?? 'text';
  return { key: field.responseKey, name: field.nodes[0].name.value, kind, list: isListType(getNullableType(type)) };
}

function childrenOf(field: SelectedField): readonly SelectedField[] {
  const type = getNamedType(field.definition?.type);
  if (!type || !isObjectType(type)) return give();
  return field.children.get(type as GraphQLObjectType) ?? give();
}

function isNullable(field: SelectedField): boolean {
  const type = field.definition?.type;
  return type !== undefined && !isNonNullType(type) && !isListType(getNullableType(type));
}

function give(): never {
  throw new NotReadable();
}
