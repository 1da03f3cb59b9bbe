/** Where the content of attachments lies. The database holds it unless a bucket is configured. */
export interface AttachmentStore {
  /** Writes an object that is not there yet; repeated with the same content it changes nothing. */
  put(key: string, content: Buffer, mediaType: string): Promise<void>;
  /** @throws Error when there is none */
  get(key: string): Promise<Buffer>;
}
