import { defineScopes } from '../operation/schema/scope-table.js';
import type { EventTypeTable } from './event-types.js';

export const EVENT_SCOPES = defineScopes({
  'events:read': {
    titleEn: 'Notices of events',
    titleZh: '事件通知',
    plainEn:
      'Be told when something happens, for example when you end its access. About you it learns only what you allow beside this.',
    plainZh: '在有事件发生时收到通知，例如您终止其访问时。涉及您的内容，仅限您另行同意的部分。',
    level: 'APP',
    sensitive: false,
  },
});

/** Any of these leads to some event: those of the app itself, and what a consent must hold for a type. */
export function eventReaders(types: EventTypeTable): readonly string[] {
  const ofTypes = Object.values(types).flatMap(({ scope }) => (scope === undefined ? [] : [scope]));
  return [...new Set(['events:read', 'hooks:manage', ...ofTypes])];
}
