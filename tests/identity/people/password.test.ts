import { expect, test } from '@jest/globals';
import { checkNewPassword } from '../../../src/identity/people/password/check-new-password.js';
import { hashPassword, verifyPassword } from '../../../src/identity/people/password/hash-password.js';
import { SealedSecrets } from '../../../src/identity/people/sealed-secrets.js';

test('a hash is Argon2id at the cost that OWASP names, salted, and right for its password alone', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('correct horse', one)).toBe(true);
  expect(await verifyPassword('correct horsf', one)).toBe(false);
});

test('a hash of the reference implementation at another cost still verifies', async () => {
  // phc-winner-argon2, src/test.c: hashtest(version 0x13, t 2, m 2^16, p 1, "password", "somesalt", …) of Argon2id
  const tag = Buffer.from('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7', 'hex');
  const encoded = [Buffer.from('somesalt'), tag].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  const reference = `$argon2id$v=19$m=65536,t=2,p=1$${encoded.join('$')}`;
  expect(await verifyPassword('password', reference)).toBe(true);
});

test('nobody has a password, not even the one of the placeholder', async () => {
  expect(await verifyPassword('', undefined)).toBe(false);
  expect(await verifyPassword('anything', null)).toBe(false);
});

test('full-width letters of another keyboard are the same password', async () => {
  expect(await verifyPassword('ｃｏｒｒｅｃｔ horse', await hashPassword('correct horse'))).toBe(true);
});

test.each([
  ['short', 'Short1!aaaa'],
  ['repeating', 'abababababababab'],
  ['made of the address', 'anna.staff@b.example'],
  ['made of the name and a year', 'AnnaStaff2026'],
])('a password that is %s is refused', (_why, password) => {
  const about = { email: 'anna.staff@b.example', name: 'AnnaStaff' };
  expect(() => checkNewPassword(password, about)).toThrow('refused');
});

test('a sealed secret opens for its owner alone, under its key alone, unchanged alone', () => {
  const sealed = new SealedSecrets(Buffer.alloc(32, 1));
  const box = sealed.seal('anna', Buffer.from('secret'));
  expect(sealed.open('anna', box).toString()).toBe('secret');
  expect(() => sealed.open('bert', box)).toThrow();
  expect(() => new SealedSecrets(Buffer.alloc(32, 2)).open('anna', box)).toThrow();
  box.writeUInt8(box.readUInt8(14) ^ 1, 14);
  expect(() => sealed.open('anna', box)).toThrow();
});
