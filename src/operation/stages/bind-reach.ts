import { held } from '../run.js';
import type { Stage } from './stage.js';

/**
 * Reach is data: which customer and accounts. From here on rows are read through the bound reach alone, and
 * row-level security enforces the same bound in the database.
 */
export const bindReach: Stage = {
  name: 'bindReach',
  run(run, { reach }) {
    const { id: grantId, customerId, accountIds, appId, person, scopes } = held(run.grant, 'grant');
    run.reach = reach.bind({
      customerId,
      accountIds,
      appId,
      grantId,
      ...(person && { person: { id: person.id, publisherId: person.publisherId, acts: scopes } }),
    });
  },
};
