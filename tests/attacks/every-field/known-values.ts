/** What a row needs and its table's definition does not say, by `table.column`. */
export const KNOWN_VALUES: Readonly<Record<string, unknown>> = {
  'access_grant.person_id': null,
  'access_grant.publisher_id': null,
  'activity_signal.kind': 'LOOK',
  'campaign_touch.state': 'TOLD', // shown to nobody before
  'event.type': 'privacy.cancelled', // each written event fits its published schema
  'event.data': '{}',
  'plan_mandate.currency': 'CNY',
  'plan_mandate.expires_on': '2027-01-05',
  'plugin_run.target': 'tool',
  'plugin_usage.share_rate': '0.3',
  'plugin.name': '@probing/planted',
  'stored_document.hash': 'ab'.repeat(32),
};
