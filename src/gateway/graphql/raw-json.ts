/** JSON text that is already written: the pipeline's `data` travels through Apollo without being parsed again. */
export class RawJson {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** Apollo's `stringifyResult`: splices written `data` into the response, in the order of the GraphQL specification's advice. */
export function stringifyResponse(response: { errors?: unknown; data?: unknown; extensions?: unknown }): string {
  if (!(response.data instanceof RawJson)) return `${JSON.stringify(response)}\n`;
  const errors = response.errors === undefined ? '' : `"errors":${JSON.stringify(response.errors)},`;
  const extensions = response.extensions === undefined ? '' : `,"extensions":${JSON.stringify(response.extensions)}`;
  return `{${errors}"data":${response.data.text}${extensions}}\n`;
}
