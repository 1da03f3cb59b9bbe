import { type Command, Option } from 'commander';
import type pg from 'pg';
import { OPERATOR } from './actor.js';
import { findPublisherId } from './find-publisher.js';
import { invitationLink } from './invitations/invitation-link.js';
import type { Invited } from './invitations/invite.js';
import type { PeopleUseCases } from './people-use-cases.js';
import { type PersonKind, PUBLISHER_ROLES, STAFF_ROLES } from './roles.js';

interface OpenedPeople {
  readonly people: PeopleUseCases;
  readonly pool: pg.Pool;
  readonly publicUrl: string;
  close(): Promise<void>;
}

export interface PeopleCommandParts {
  /** Called when a command runs, so that `--help` needs no database. */
  readonly open: () => Promise<OpenedPeople>;
  readonly write: (text: string) => void;
}

/** `openfolio staff create|suspend|reset` and `openfolio publishers invite|suspend|reset|domain`. */
export function addPeopleCommands(program: Command, parts: PeopleCommandParts): void {
  const staff = program.command('staff').description('let people of the brokerage in, and out');
  staff
    .command('create')
    .description('print a link by which one person sets a password and a second factor; the first ADMIN begins here')
    .requiredOption('--email <address>', 'e-mail address, which is the name at sign-in')
    .requiredOption('--name <name>', 'name of the person')
    .addOption(roleOption(STAFF_ROLES))
    .action((options: { email: string; name: string; role: string }) =>
      run(parts, async ({ people, publicUrl }) => link(publicUrl, await people.invite.staff(OPERATOR, options))),
    );
  addEnds(staff, 'STAFF', parts);
  const publishers = program.command('publishers').description('let people of publishers in and out, verify domains');
  publishers
    .command('invite')
    .description('print a link by which one person joins a publisher; its first OWNER begins here')
    .requiredOption('--publisher <slug>', 'slug of the publisher')
    .requiredOption('--email <address>', 'e-mail address, which is the name at sign-in')
    .addOption(roleOption(PUBLISHER_ROLES))
    .action(({ publisher, email, role }: { publisher: string; email: string; role: string }) =>
      run(parts, async ({ people, pool, publicUrl }) => {
        const publisherId = await findPublisherId(pool, publisher);
        return link(publicUrl, await people.invite.member(OPERATOR, { publisherId, email, role }));
      }),
    );
  publishers
    .command('domain')
    .description('say that a publisher has proved to own a domain; consent pages show it')
    .argument('<slug>')
    .argument('<domain>')
    .action((slug: string, domain: string) =>
      run(parts, async ({ people }) => {
        await people.verifyDomain.set(OPERATOR, { slug, domain });
        return `${slug}: ${domain}\n`;
      }),
    );
  addEnds(publishers, 'MEMBER', parts);
}

function addEnds(command: Command, kind: PersonKind, parts: PeopleCommandParts): void {
  const ends = {
    suspend: 'sign a person out everywhere and let them in no more',
    reset: 'take password and second factors away; a new link lets the person set new ones. Roles stay',
  } as const;
  for (const name of ['suspend', 'reset'] as const) {
    command
      .command(name)
      .description(ends[name])
      .argument('<address>', 'e-mail address')
      .action((email: string) =>
        run(parts, async ({ people }) => {
          await people.suspendPerson[name](OPERATOR, { kind, email });
          return `${email}: ${name}\n`;
        }),
      );
  }
}

function roleOption(roles: Readonly<Record<string, unknown>>): Option {
  return new Option('--role <role>', 'what the person may do').choices(Object.keys(roles)).makeOptionMandatory();
}

function link(publicUrl: string, invited: Invited): string {
  return `${invitationLink(publicUrl, invited)}\nWorks once, until ${invited.expiresAt.toISOString()}. It is not shown again.\n`;
}

async function run(parts: PeopleCommandParts, work: (opened: OpenedPeople) => Promise<string>): Promise<void> {
  const opened = await parts.open();
  try {
    parts.write(await work(opened));
  } finally {
    await opened.close();
  }
}
