import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { PublicError } from '../../kernel/errors.js';
import type { PipelineParts, Stage } from './stage.js';

/**
 * A client sees stable codes and public texts; what was not meant for it becomes INTERNAL and is logged once.
 */
export const maskErrors: Stage = {
  name: 'maskErrors',
  run(run, parts) {
    run.maskedErrors = (run.answer?.errors ?? []).map((error) => masked(error, parts));
  },
};

function masked(error: unknown, { mask }: PipelineParts): GraphQLFormattedError {
  const located =
    error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error as Error });
  const original = located.originalError;
  const place = {
    ...(located.locations && { locations: located.locations }),
    ...(located.path && { path: located.path }),
  };
  if (original instanceof PublicError)
    return { message: original.message, ...place, extensions: { code: original.code, ...original.extensions } };
  // graphql-js itself speaks of the client's input (a literal that does not fit); its texts carry no data of ours.
  if (!original || original instanceof GraphQLError) {
    return { message: located.message, ...place, extensions: { code: located.extensions['code'] ?? 'BAD_USER_INPUT' } };
  }
  const hidden = mask(original);
  return { message: hidden.message, ...place, extensions: { code: hidden.code } };
}
