import { type DocumentNode, Kind } from 'graphql';

/** Names of a document's operations as the client wrote them, for whoever asked for another one. */
export function operationNames({ definitions }: DocumentNode): string {
  const names = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? 'one without a name'] : [],
  );
  return names.length === 0 ? 'fragments alone' : names.join(', ');
}
