import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../operation/schema/connection.js';
import { RequiresAnyScope } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar, DecimalScalar } from '../../operation/schema/scalars.js';

/** Who may look into the registry: everybody at what is public, its publisher and reviewers at what is not yet. Rows decide which. */
export const PLUGIN_READERS = ['plugins:read', 'plugins:publish', 'plugins:review', 'plugins:stop'] as const;

@RequiresAnyScope(...PLUGIN_READERS)
@ObjectType('Plugin', { implements: Node, description: 'A plugin of the registry, with all its versions.' })
export class PluginObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: '`@publisher/name`: unique, and for ever the publisher’s.' })
  name!: string;

  @Field(() => String, { description: 'Who publishes it.' })
  publisherName!: string;

  @Field(() => String, { nullable: true, description: 'The domain that the publisher has proved to own.' })
  verifiedDomain!: string | null;

  @Field(() => Int, { description: 'How many customers have it installed.' })
  installs!: number;

  @Field(() => Int, { description: 'How many customers who used it have rated it.' })
  ratingCount!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Mean of their stars, 1 to 5, two decimals; null without ratings.',
  })
  ratingAverage!: string | null;

  @Field(() => DateTimeScalar, { description: 'When its first version was submitted.' })
  createdAt!: string;
}

@RequiresAnyScope(...PLUGIN_READERS)
@ObjectType('PluginPackage', { description: 'A version as it was published.' })
export class PluginPackageObject {
  @Field(() => String, { description: 'Gzipped tar, base64.' })
  package!: string;

  @Field(() => String, {
    description: 'sha256 of the tar without `registry.jws`, as receipts name it.',
  })
  packageHash!: string;

  @Field(() => Boolean, {
    description: 'Whether `registry.jws` is in it: not before the release, and not after the version was taken back.',
  })
  countersigned!: boolean;
}

export const { Connection: PluginConnection } = connectionOf('Plugin', PluginObject);
