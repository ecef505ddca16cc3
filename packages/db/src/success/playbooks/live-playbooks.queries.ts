import { usualPolicy, type PlaybookDefinition, type PlaybookPolicy, type ScoreTrigger } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';

/** A playbook as it runs: one version of it. */
export type LivePlaybook = {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly definition: PlaybookDefinition;
};

/** Playbooks that take suppliers in and act. */
export async function livePlaybooks({ sql }: Reader): Promise<readonly LivePlaybook[]> {
  return sql('playbooks as p')
    .join('playbook_versions as v', (join) => join.on('v.playbook_id', 'p.id').andOn('v.number', 'p.live_version'))
    .where('p.state', 'live')
    .orderBy('p.id')
    .select('p.id', 'p.name', 'v.number', 'v.definition');
}

/** What live playbooks wait for of a score. A night moves every score a little: then only passing one of these marks is told. */
export async function scoreTriggers(reader: Reader, score: ScoreTrigger['score']): Promise<readonly ScoreTrigger[]> {
  return (await livePlaybooks(reader)).flatMap(({ definition: { trigger } }) =>
    trigger.kind === 'score' && trigger.score === score ? [trigger] : [],
  );
}

/** What holds for all playbooks together; the usual policy until somebody changes it. */
export async function playbookPolicy({ sql }: Reader): Promise<PlaybookPolicy> {
  const row: { policy: PlaybookPolicy } | undefined = await sql('playbook_policies').first('policy');
  return row?.policy ?? usualPolicy;
}

/** What a version of a playbook says. */
export async function playbookVersion(
  { sql }: Reader,
  playbookId: string,
  number: number,
): Promise<PlaybookDefinition | undefined> {
  const row: { definition: PlaybookDefinition } | undefined = await sql('playbook_versions')
    .where({ playbook_id: playbookId, number })
    .first('definition');
  return row?.definition;
}
