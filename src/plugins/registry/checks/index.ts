import type { VersionCheck } from './check.js';
import { copyCheck } from './copy-check.js';
import { costCheck } from './cost-check.js';
import { fixtureCheck } from './fixture-check.js';
import { propertyCheck } from './property-check.js';
import { scalingCheck } from './scaling-check.js';
import { differenceCheck, driftCheck } from './update-check.js';

export type { CheckOutcome, CheckTools, ReviewCopy, VersionCheck } from './check.js';

/**
 * All that is checked by itself before a person looks, cheapest first. Form, schemas, documents ⊆ scopes and the publisher's
 * signature were checked when the package was taken; what fails there is never stored.
 */
export const VERSION_CHECKS: readonly VersionCheck[] = [
  costCheck,
  copyCheck,
  differenceCheck,
  fixtureCheck,
  propertyCheck,
  scalingCheck,
  driftCheck,
];
