/**
 * Who signed a version, so that revoking a key finds what it signed; and packages are for everybody who may see their version: what runs
 * on customers' data can be read, and receipts can be replayed by others.
 */
export const pluginTrust = `
ALTER TABLE plugin_version ADD COLUMN signed_by text;   -- kid of plugin_key, or of registry_key for the platform's own
CREATE INDEX plugin_version_by_key ON plugin_version (signed_by);
CREATE POLICY reach ON plugin_package FOR SELECT TO openfolio_app USING (EXISTS (SELECT FROM plugin_release r WHERE r.version_id = plugin_package.version_id));
GRANT SELECT ON plugin_package TO openfolio_app;
`;
