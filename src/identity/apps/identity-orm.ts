import { MikroORM } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { AppEntity, EventEntity, PublisherEntity } from './app.entity.js';

/**
 * The unit of work for apps and publishers, on the identity role: it can't see an account even by mistake.
 * Fork it per use-case (`orm.em.fork()`); close it with the process.
 */
export async function openIdentityOrm(url: string): Promise<MikroORM> {
  return MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [PublisherEntity, AppEntity, EventEntity],
    driverOptions: {
      options: '-c role=openfolio_identity -c timezone=UTC',
      application_name: 'openfolio_identity_orm',
    },
    pool: { min: 0, max: 4 },
    logger: () => {},
  });
}
