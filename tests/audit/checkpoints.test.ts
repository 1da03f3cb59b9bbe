import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GroupCommitAuditLog } from '../../src/audit/index.js';
import { type AuditWorld, createAuditWorld } from './audit-world.js';

let world: AuditWorld;
let log: GroupCommitAuditLog;
beforeEach(async () => {
  world = await createAuditWorld();
  log = world.writer();
});
afterEach(() => world?.close());

describe('whoever rules the database', () => {
  test('can’t take a checkpoint out, change it, sign one, or change the stored hashes', async () => {
    for (let round = 0; round < 4; round += 1) {
      await world.write(log, 4);
      await world.sealer.sealAll();
    }
    const find = async (...statements: string[]) => {
      await world.superuser.query('BEGIN');
      await world.tamper(...statements);
      await world.superuser.query('COMMIT');
      return (await world.verify()).findings.map(
        (finding) => `${finding.kind} ${'checkpoint' in finding ? finding.checkpoint : ''}`,
      );
    };
    await world.tamper(
      'CREATE TABLE kept AS SELECT * FROM receipt_checkpoint',
      'CREATE TABLE kept_leaves AS SELECT * FROM receipt_leaves',
    );
    const restore = [
      'DELETE FROM receipt_checkpoint',
      'INSERT INTO receipt_checkpoint SELECT * FROM kept',
      'DELETE FROM receipt_leaves',
      'INSERT INTO receipt_leaves SELECT * FROM kept_leaves',
    ];
    expect(await find('DELETE FROM receipt_checkpoint WHERE number = 2')).toEqual(['CHECKPOINT_MISSING 2']);
    expect(await find(...restore, 'DELETE FROM receipt_checkpoint WHERE number = 1')).toEqual(['CHECKPOINT_MISSING 1']);
    expect(await find(...restore, 'DELETE FROM receipt_checkpoint WHERE number = 4')).toEqual(['CHECKPOINT_MISSING 4']);
    expect(await find(...restore, "UPDATE receipt_checkpoint SET jws = jws || 'A' WHERE number = 3")).toEqual([
      'CHECKPOINT_FORGED 3',
      'CHAIN_BROKEN 4',
    ]);
    expect(
      await find(
        ...restore,
        'UPDATE receipt_checkpoint c SET jws = k.jws FROM kept k WHERE c.number = 3 AND k.number = 2',
      ),
    ).toEqual(['CHECKPOINT_FORGED 3', 'CHAIN_BROKEN 4']);
    expect(
      await find(
        ...restore,
        'UPDATE receipt_leaves SET leaves = set_byte(leaves, 40, get_byte(leaves, 40) # 1) WHERE checkpoint = 2',
      ),
    ).toEqual(['LEAVES_ALTERED 2']);
    expect(await find(...restore)).toEqual([]);
  });

  test('nor put the database back to an earlier state, for whoever kept a checkpoint', async () => {
    await world.write(log, 3);
    await world.sealer.sealAll();
    const kept = { number: 2, hash: 'A'.repeat(43) };
    expect((await world.verify({}, kept)).findings).toEqual([{ kind: 'CHECKPOINT_MISSING', checkpoint: 2 }]);
    await world.write(log, 3);
    await world.sealer.sealAll();
    expect((await world.verify({}, kept)).findings).toEqual([{ kind: 'CHAIN_BROKEN', checkpoint: 2 }]);
    const { head } = (await world.verify()).report;
    expect((await world.verify({}, head ?? kept)).findings).toEqual([]);
  });
});
