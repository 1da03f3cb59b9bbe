import type { OperationContext } from '../../operation/index.js';
import { pluginError } from '../plugins.errors.js';

/** @throws PublicError PLUGIN_NEEDS_CUSTOMER */
export function customerOf({ grant }: OperationContext): string {
  if (grant.customerId === null) throw pluginError('PLUGIN_NEEDS_CUSTOMER');
  return grant.customerId;
}
