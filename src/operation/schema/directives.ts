import { Directive } from 'type-graphql';
import './stated-types.js';

/**
 * What a schema element demands, as applied directives: printed into the SDL, read by the document compiler.
 * The outer list means OR, the inner AND (Apollo Federation's `@requiresScopes`).
 */
export function RequiresScopes(...scopes: string[]) {
  return Directive(`@requiresScopes(scopes: [${JSON.stringify(scopes)}])`);
}

/** One of these is enough. */
export function RequiresAnyScope(...scopes: string[]) {
  return Directive(`@requiresScopes(scopes: ${JSON.stringify(scopes.map((scope) => [scope]))})`);
}

/**
 * No scope beyond that of the field that led here: for value objects (money, page info) and lists' wrappers.
 * It must be said; a field that says nothing fails start-up.
 */
export function NoFurtherScope() {
  return Directive('@requiresScopes(scopes: [[]])');
}

/** Points that one resolution of this field costs; without it an object costs 1 and a scalar 0. */
export function Cost(weight: number) {
  return Directive(`@cost(weight: ${weight})`);
}

/** Size of a list that takes no page argument. Connections get theirs from `first` and `last`. */
export function ListSize(assumedSize: number) {
  return Directive(`@listSize(assumedSize: ${assumedSize})`);
}

/** A connection: its size is `first` or `last`, one of which is required; the items stand in `edges`. */
export function PagedList() {
  return Directive(
    '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"], requireOneSlicingArgument: true)',
  );
}
