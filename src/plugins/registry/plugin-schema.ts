import type { GraphQLSchema } from 'graphql';
import type { DocumentCompiler, Meter, RunDocument } from '../../operation/index.js';
import { type InvokeTool, toolInvoker } from '../invocation/invoke-tool.js';
import { type DocumentJudge, documentJudge } from '../package/judge-document.js';
import type { RunTool } from '../runner/protocol.js';

export interface PluginSchemaParts {
  readonly schema: GraphQLSchema;
  readonly compiler: DocumentCompiler;
  readonly runDocument: RunDocument;
  readonly meter: Meter;
}

/**
 * The schema that plugins are held against, the pipeline that they read through, the meter that counts. Mutations of that very
 * schema call the use-cases of this feature, so it comes after them, by `use`.
 */
export class PluginSchema {
  readonly #runTool: RunTool;
  #used: (PluginSchemaParts & { judge: DocumentJudge; invokeTool: InvokeTool }) | undefined;

  constructor(parts: { runTool: RunTool }) {
    this.#runTool = parts.runTool;
  }

  use(parts: PluginSchemaParts): void {
    const { schema, compiler } = parts;
    this.#used = {
      ...parts,
      judge: documentJudge(schema, compiler),
      invokeTool: toolInvoker({ runTool: this.#runTool, schema }),
    };
  }

  get schema(): GraphQLSchema {
    return this.#parts.schema;
  }

  get judge(): DocumentJudge {
    return this.#parts.judge;
  }

  get invokeTool(): InvokeTool {
    return this.#parts.invokeTool;
  }

  get runDocument(): RunDocument {
    return this.#parts.runDocument;
  }

  get meter(): Meter {
    return this.#parts.meter;
  }

  get #parts() {
    if (!this.#used) throw new Error('PluginSchema was asked before it had a schema');
    return this.#used;
  }
}
