import { pluginError } from '../plugins.errors.js';

const REASON_CHARS = { min: 10, max: 1000 } as const;

/** Whoever decides about a plugin says why; its publisher and customers read it. @throws PublicError PLUGIN_REASON_MISSING */
export function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason.length < REASON_CHARS.min || reason.length > REASON_CHARS.max) throw pluginError('PLUGIN_REASON_MISSING');
  return reason;
}
