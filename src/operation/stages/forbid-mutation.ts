import { OperationTypeNode } from 'graphql';
import { operationError } from '../operation.errors.js';
import type { Stage } from './stage.js';

/** Hooks and plugins get data and return data; what they want changed they propose, and a person confirms. */
export const forbidMutation: Stage = {
  name: 'forbidMutation',
  run(run) {
    if (run.operation.document.kind !== OperationTypeNode.QUERY) throw operationError('MUTATION_FORBIDDEN');
  },
};
