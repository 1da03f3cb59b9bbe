import { newId } from '../../../src/kernel/ids.js';
import { ALL_SCOPES, type OperationWorld } from '../../operation/operation-world.js';

/** A member of staff with the acts of a role. @returns the grant */
export async function makeStaff(world: OperationWorld, role: string): Promise<string> {
  const { database } = world;
  const person = await makePerson(world, 'STAFF');
  await database.identity.query('INSERT INTO staff_role (person_id, role, granted_at) VALUES ($1, $2, now())', [
    person,
    role,
  ]);
  return deskGrant(world, person, null);
}

/** A member of a publisher. @returns the grant */
export async function makeMember(world: OperationWorld, role: string, publisherId: string): Promise<string> {
  const person = await makePerson(world, 'MEMBER');
  await world.database.identity.query(
    'INSERT INTO publisher_member (publisher_id, person_id, role, joined_at) VALUES ($1, $2, $3, now())',
    [publisherId, person, role],
  );
  return deskGrant(world, person, publisherId);
}

async function makePerson({ database }: OperationWorld, kind: 'STAFF' | 'MEMBER'): Promise<string> {
  const person = newId();
  await database.identity.query(
    `INSERT INTO person (id, kind, email, name, status, created_at) VALUES ($1, $2, $3, 'Sam', 'ACTIVE', now())`,
    [person, kind, `${person}@broker.example`],
  );
  return person;
}

async function deskGrant(
  { database, newApp }: OperationWorld,
  person: string,
  publisherId: string | null,
): Promise<string> {
  const id = newId();
  await database.ops.query(
    `INSERT INTO access_grant (id, person_id, publisher_id, app_id, resource, scopes, granted_at, expires_at)
     VALUES ($1, $2, $3, $4, 'test', $5, now(), now() + interval '1 year')`,
    [id, person, publisherId, await newApp(), ALL_SCOPES],
  );
  return id;
}
