import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresAnyScope, RequiresScopes } from '../../operation/schema/directives.js';
import { asDownload, packageOf } from '../registry/package-of-version.js';
import type { RegistryKey } from '../registry/registry-key.js';
import { PluginArguments } from './plugin.arguments.js';
import { PLUGIN_READERS, PluginConnection, PluginObject, PluginPackageObject } from './plugin.type.js';
import {
  PluginCheckObject,
  PluginReleaseChangeObject,
  PluginReviewObject,
  PluginScopeObject,
  PluginToolObject,
  PluginVersionConnection,
  PluginVersionObject,
} from './plugin-version.type.js';

/** The registry to look at. */
@Resolver(() => PluginObject)
export class PluginsResolver {
  readonly #reads: ReadResolvers;
  readonly #key: RegistryKey;

  constructor({ reads, registryKey }: { reads: ReadResolvers; registryKey: RegistryKey }) {
    this.#reads = reads;
    this.#key = registryKey;
  }

  @PagedList()
  @RequiresScopes('plugins:read')
  @Query(() => PluginConnection, { description: 'Plugins that can be installed, by name.' })
  plugins(@Args(() => PluginArguments) args: PluginArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('plugins', args, context);
  }

  @RequiresAnyScope(...PLUGIN_READERS)
  @Query(() => PluginObject, { nullable: true, description: 'One plugin by its name; null when there is none.' })
  async plugin(
    @Arg('name', () => String, { description: '`@publisher/name`.' }) name: string,
    @Ctx() context: OperationContext,
  ) {
    const find = { name: 'plugin_by_name', text: 'SELECT id FROM plugin WHERE name = $1', values: [name] };
    const [[row] = []] = await context.reach.read([find]);
    if (!row?.[0]) return null;
    return this.#reads.root('pluginById', { id: context.ids.encode('plg', row[0]) }, context);
  }

  @RequiresAnyScope(...PLUGIN_READERS)
  @Query(() => PluginVersionObject, { nullable: true, description: 'One version by its id; null when there is none.' })
  pluginVersion(
    @Arg('id', () => ID, { description: 'Id of the version.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('pluginVersion', { id }, context);
  }

  @RequiresAnyScope(...PLUGIN_READERS)
  @Cost(100)
  @Query(() => PluginPackageObject, {
    nullable: true,
    description: 'The package of a version, to read, verify and replay; null when there is none that may be seen.',
  })
  async pluginPackage(
    @Arg('name', () => String, { description: '`@publisher/name`.' }) name: string,
    @Arg('version', () => String, { description: 'Semantic version.' }) version: string,
    @Ctx() context: OperationContext,
  ): Promise<PluginPackageObject | null> {
    const [[row] = []] = await context.reach.read([packageOf(name, version)]);
    return row ? asDownload(row, this.#key) : null;
  }

  @FieldResolver(() => PluginVersionObject, {
    nullable: true,
    description: 'What a new customer gets; null while nothing is offered.',
  })
  offered(@Root() plugin: PluginObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Plugin.offered', plugin, {}, context);
  }

  @PagedList()
  @FieldResolver(() => PluginVersionConnection, { description: 'Its versions, newest first.' })
  versions(
    @Root() plugin: PluginObject,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Plugin.versions', plugin, page, context);
  }
}

@Resolver(() => PluginVersionObject)
export class PluginVersionsResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @FieldResolver(() => PluginObject, { nullable: true, description: 'The plugin.' })
  plugin(@Root() version: PluginVersionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginVersion.plugin', version, {}, context);
  }

  @ListSize(5)
  @FieldResolver(() => [PluginScopeObject], { description: 'What it asks for, and why.' })
  scopes(@Root() version: PluginVersionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginVersion.scopes', version, {}, context);
  }

  @ListSize(4)
  @FieldResolver(() => [PluginToolObject], { description: 'Its tools.' })
  tools(@Root() version: PluginVersionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginVersion.tools', version, {}, context);
  }

  @ListSize(8)
  @RequiresAnyScope('plugins:publish', 'plugins:review')
  @FieldResolver(() => [PluginCheckObject], { description: 'What was checked by itself.' })
  checks(@Root() version: PluginVersionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginVersion.checks', version, {}, context);
  }

  @ListSize(2)
  @RequiresAnyScope('plugins:publish', 'plugins:review')
  @FieldResolver(() => [PluginReviewObject], { description: 'What reviewers decided.' })
  reviews(@Root() version: PluginVersionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginVersion.reviews', version, {}, context);
  }

  @ListSize(10)
  @RequiresAnyScope('plugins:publish', 'plugins:review')
  @FieldResolver(() => [PluginReleaseChangeObject], { description: 'Its way so far, first step first.' })
  changes(@Root() version: PluginVersionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginVersion.changes', version, {}, context);
  }
}
