import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** What a document may have by default, and a few to spare. */
const TOKENS_MAX = 1900;
const FIELDS_MAX = 990;
const DEPTH_MAX = 8;

const PLUMBING = /(Connection|Edge)$|^PageInfo$/;

/** As many distinct fields as one document can select: each once, a connection with one item. */
export function widestDocument(schema: GraphQLSchema, may: (coordinate: string) => boolean): string {
  let tokens = 0;
  let fields = 0;
  const seen = new Set<string>();
  const text = selection(schema.getQueryType() as GraphQLObjectType, 0);
  return text;

  function selection(type: GraphQLObjectType, depth: number): string {
    const chosen: string[] = [];
    let roots = 0;
    for (const field of Object.values(type.getFields())) {
      const paged = field.args.some(({ name }) => name === 'first');
      if (!may(`${type.name}.${field.name}`) || field.args.some((argument) => isRequiredArgument(argument))) continue;
      if (depth === 0 && roots === 20) break;
      if (tokens > TOKENS_MAX - 40 || fields > FIELDS_MAX) break;
      const coordinate = `${type.name}.${field.name}`;
      if (seen.has(coordinate) && !PLUMBING.test(type.name)) continue;
      seen.add(coordinate);
      fields += 1;
      const of = getNamedType(field.type);
      const mark = tokens;
      tokens += paged ? 6 : 1;
      const head = paged ? `${field.name}(first: 1)` : field.name;
      if (isLeafType(of)) chosen.push(head);
      else if (isObjectType(of) && depth < DEPTH_MAX) {
        tokens += 2;
        const below = selection(of, depth + 1);
        if (below === '') tokens = mark;
        else {
          chosen.push(`${head} ${below}`);
          roots += 1;
        }
      } else tokens = mark;
    }
    return chosen.length === 0 ? '' : `{ ${chosen.join(' ')} }`;
  }
}
