import { operationError } from '../operation.errors.js';
import type { Stage } from './stage.js';

/**
 * Hooks, plugins and proposals run what was validated and consented to before, never a text made up on the way.
 */
export const requireStored: Stage = {
  name: 'requireStored',
  async run(run, { documents }) {
    if (!(await documents.has(run.operation.document.hash))) throw operationError('DOCUMENT_NOT_STORED');
  },
};
