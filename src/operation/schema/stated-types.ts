/**
 * Every decorator of ours states its type, so there is nothing to reflect: no design types are emitted. type-graphql asks
 * `Reflect.getMetadata` all the same and refuses to load without one; this answers "nothing known", in place of the
 * reflect-metadata package. Imported by directives.ts, which every type and resolver imports before its class is defined.
 */
const reflection = Reflect as typeof Reflect & { getMetadata?: () => undefined };
reflection.getMetadata ??= () => undefined;

export {};
