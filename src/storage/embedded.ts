export declare function startEmbeddedPostgres(directory: string): Promise<{ url: string; stop(): Promise<void> }>;
