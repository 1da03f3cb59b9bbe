/** Port, implemented by storage: documents that were validated and stored before they run without their text being sent. */
export interface DocumentStore {
  /** @param hash sha256 of the source, hex */
  has(hash: string): Promise<boolean>;
  find(hash: string): Promise<string | undefined>;
  store(source: string): Promise<string>;
}
