/** The operations of the plugin pages; each mutation answers as `done`. */
export const PLUGINS = `query Plugins($search: String) {
  pluginInstallations(first: 50) { edges { node { id name version installedAt expiresAt } } }
  pluginProposals(first: 50) { edges { node { id reason document variables expiresAt run { plugin } } } }
  plugins(first: 50, search: $search) { edges { node {
    name publisherName verifiedDomain installs ratingAverage
    offered { priceModel priceAmount priceCurrency freeRuns tools { title description } } } } }
}`;

export const UPDATE_OF = 'query UpdateOf($name: String!) { pluginOffer(name: $name) { covered } }';

export const OFFER = `query Offer($name: String!) {
  pluginOffer(name: $name) {
    consentHash installed { version } changes { text needsConsent }
    scopes { purpose titleEn titleZh plainEn plainZh } proposals
    version { version priceModel priceAmount priceCurrency freeRuns fieldsRead disclosure
      tools { title description disclaimer } plugin { name publisherName verifiedDomain } }
  }
  accounts(first: 100) { edges { node { id name maskedNumber } } }
}`;

export const INSTALL = `mutation Install($input: InstallPluginInput!) {
  done: installPlugin(input: $input) { userErrors { code } }
}`;

export const UNINSTALL = `mutation Uninstall($input: UninstallPluginInput!) {
  done: uninstallPlugin(input: $input) { userErrors { code } }
}`;

export const RATE =
  'mutation Rate($input: RatePluginInput!) { done: ratePlugin(input: $input) { userErrors { code } } }';

export const CONFIRM = `mutation Confirm($input: PluginProposalInput!) {
  done: confirmPluginProposal(input: $input) { proposal { status } userErrors { code } }
}`;

export const DECLINE = `mutation Decline($input: PluginProposalInput!) {
  done: declinePluginProposal(input: $input) { proposal { status } userErrors { code } }
}`;

export const TOOLS = `query Tools($name: String!) {
  pluginInstallations(first: 50) { edges { node { name version } } }
  plugin(name: $name) { versions(first: 20) { edges { node { version
    tools { name title description disclaimer target argsSchema } } } } }
}`;

export const INVOKE = `mutation Invoke($input: InvokePluginInput!) {
  done: invokePlugin(input: $input) { result disclaimer run { version asOf receipt proposals { id } } userErrors { code message } }
}`;
