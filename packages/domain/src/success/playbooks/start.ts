import { idSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { PlaybookPolicy } from './policy.ts';
import {
  aboutMoment,
  aboutPlace,
  aboutSupplier,
  type EntryFacts,
  type Rule,
  type SupplierFacts,
} from './suppression.ts';

/** A playbook that runs, and whether a person may start it for a supplier. */
export const startablePlaybookSchema = z.object({
  playbookId: idSchema('playbook'),
  name: z.string(),
  /** Why it may not be started; null: it may. */
  refused: z.string().nullable(),
  /** What automation would wait for, and whoever starts it puts aside. */
  putAside: z.array(z.string()),
});
export type StartablePlaybook = z.infer<typeof startablePlaybookSchema>;

export type StartFacts = SupplierFacts &
  EntryFacts & {
    /** The rule that two people agreed to means the supplier. */
    readonly meant: boolean;
    readonly heldOut: boolean;
    /** The playbook that acts for the supplier now, by name. */
    readonly busyWith: string | null;
    readonly full: boolean;
    readonly endsOn: string | null;
  };

/** What stands against starting a playbook by hand, the gravest first; what is a matter of the moment is for the person to judge. */
export function judgeStart(
  facts: StartFacts,
  at: Date,
  policy: PlaybookPolicy,
): Pick<StartablePlaybook, 'refused' | 'putAside'> {
  const against = (rule: Rule<StartFacts>) => {
    const verdict = rule(facts, at, policy);
    return verdict?.verdict === 'suppress' ? [verdict.why] : [];
  };
  const refused = [
    ...(policy.stopped ? ['All playbooks are stopped.'] : []),
    ...aboutSupplier.flatMap(against),
    ...obstacles.flatMap(({ stands, why }) => (stands(facts, at) ? [why(facts)] : [])),
    ...aboutPlace.flatMap(against),
  ];
  return { refused: refused[0] ?? null, putAside: aboutMoment.flatMap(against) };
}

type Obstacle = {
  readonly stands: (facts: StartFacts, at: Date) => boolean;
  readonly why: (facts: StartFacts) => string;
};

const obstacles: readonly Obstacle[] = [
  { stands: ({ meant }) => !meant, why: () => 'It is not meant for suppliers such as this one.' },
  { stands: ({ heldOut }) => heldOut, why: () => 'The supplier is held out of it, to tell what it does.' },
  {
    stands: ({ endsOn }, at) => endsOn !== null && at.toISOString().slice(0, 10) > endsOn,
    why: ({ endsOn }) => `It takes nobody in since ${endsOn}.`,
  },
  // In it already is said by the rules about its place.
  {
    stands: ({ busyWith, running }) => busyWith !== null && !running,
    why: ({ busyWith }) => `${busyWith} has the supplier.`,
  },
  { stands: ({ full, running }) => full && !running, why: () => 'As many suppliers as it takes are in it.' },
];
