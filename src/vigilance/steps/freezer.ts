/** Port: what stops an app at once in all processes, and what lets it go again. Both may be called twice. */
export interface Freezer {
  freeze(appId: string, reason: string): Promise<void>;
  release(appId: string): Promise<void>;
}
