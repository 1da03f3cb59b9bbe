/**
 * Where a refusal sends people. A consent can't be begun by a link of ours: its request is pushed under the app's key. So a
 * missing scope points to the app's own start (`initiate_login_uri`, OpenID Connect Core §4, which takes `iss`), and
 * else to the page of connected apps, where the customer sees what the app holds and whom to turn to.
 */
export function consentAddresses(publicUrl: string) {
  const connectedApps = `${publicUrl}/connected-apps`;
  return {
    consentUrl: ({ startUri }: { startUri: string | null }): string => {
      if (startUri === null) return connectedApps;
      const start = new URL(startUri);
      start.searchParams.set('iss', `${publicUrl}/oauth`);
      return start.href;
    },
    reconfirmUrl: connectedApps,
  };
}
