import pg from 'pg';

/**
 * The embedded database's plain login role: the sandbox runs under the same rights as a live platform, so a missing
 * grant shows here and not in production. It shares the owner's generated password.
 *
 * @returns the URL of the same database as that role
 */
export async function ensureRuntimeRole(client: pg.Client, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  const known = await client.query("SELECT FROM pg_roles WHERE rolname = 'openfolio_runtime'");
  if (known.rowCount === 0) {
    await client.query(
      `CREATE ROLE openfolio_runtime LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(decodeURIComponent(url.password))}`,
    );
    await client.query('GRANT openfolio_app, openfolio_identity, openfolio_ops TO openfolio_runtime');
  }
  url.username = 'openfolio_runtime';
  return url.href;
}
