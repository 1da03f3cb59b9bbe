/**
 * What a person may do. The tables below are the whole truth; a role is a name for a set of acts. An act that a field of the
 * API asks for is a scope of level STAFF or MEMBER, declared by the feature that owns the field.
 */
export const STAFF_ROLES = {
  SUPPORT: ['customers:view', 'customers:unmask', 'tickets:answer'],
  SUPPORT_LEAD: ['customers:view', 'customers:unmask', 'tickets:answer', 'tickets:oversee'],
  REVIEWER: ['apps:review', 'plugins:review', 'copy:decide', 'campaigns:allow'],
  CAMPAIGN_MANAGER: ['campaigns:launch'],
  SECURITY: ['apps:suspend', 'grants:revoke', 'audit:read', 'people:suspend', 'vigilance:decide', 'plugins:stop'],
  PRIVACY: ['privacy:fulfil', 'customers:view', 'customers:unmask'],
  COMPLIANCE: ['records:export', 'customers:view', 'audit:read'],
  ADMIN: ['people:invite', 'people:suspend', 'publishers:invite', 'publishers:verify-domain'],
} as const;

/** Of one publisher; nobody acts for a publisher that they are not a member of. */
export const PUBLISHER_ROLES = {
  OWNER: ['members:invite', 'apps:manage', 'apps:view', 'standing:view', 'standing:appeal', 'plugins:publish'],
  DEVELOPER: ['apps:manage', 'apps:view', 'standing:view', 'standing:appeal', 'plugins:publish'],
  VIEWER: ['apps:view', 'standing:view'],
} as const;

/** What everybody at a desk may do, whatever their roles: see who they are, and public data to name things by. */
export const HELD_BY_ALL: Readonly<Record<PersonKind, readonly string[]>> = {
  STAFF: ['desk:staff', 'market:read', 'plugins:read'],
  MEMBER: ['desk:member', 'market:read', 'plugins:read'],
};

export type StaffRole = keyof typeof STAFF_ROLES;
export type StaffAct = (typeof STAFF_ROLES)[StaffRole][number];
export type PublisherRole = keyof typeof PUBLISHER_ROLES;
export type PublisherAct = (typeof PUBLISHER_ROLES)[PublisherRole][number];
export type PersonKind = 'STAFF' | 'MEMBER';

export function isRole(kind: PersonKind, text: string): boolean {
  return Object.hasOwn(kind === 'STAFF' ? STAFF_ROLES : PUBLISHER_ROLES, text);
}

/** Roles that this release doesn't know permit nothing. */
export function actsOfStaff(roles: readonly string[]): ReadonlySet<StaffAct> {
  return new Set(roles.flatMap((role) => (isRole('STAFF', role) ? STAFF_ROLES[role as StaffRole] : [])));
}

export function actsOfMember(role: string): ReadonlySet<PublisherAct> {
  return new Set(isRole('MEMBER', role) ? PUBLISHER_ROLES[role as PublisherRole] : []);
}
