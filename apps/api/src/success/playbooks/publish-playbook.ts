import { segmentFields } from '@wedsync/db/segments';
import {
  dryRunPlaybook,
  editedSince,
  groundMovedSince,
  groundOf,
  missingFrom,
  playbookVersion,
  publishPlaybook,
  type PlaybookGround,
} from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import {
  changedParts,
  playbookDefinitionSchema,
  PlaybookStays,
  type Playbook,
  type PlaybookDefinition,
  type PlaybookDryRun,
} from '@wedsync/domain/success';
import { describeSegmentRule } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction, type ActionPreview } from '../../platform/index.ts';
import { playbookOf } from './playbooks.ts';

const definitions = playbookDefinitionSchema(segmentFields);

/** From now on suppliers enter what the draft says; always by two people, since it writes to suppliers by itself. */
export const publishPlaybookAction = defineAction({
  resource: 'playbooks',
  verb: 'publish',
  title: 'Publish',
  description: 'Let suppliers enter what the draft says; whoever is in an earlier version ends it as it was',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, id) => {
    const why = whyNot(await playbookOf(reader, id));
    return why === null ? { allowed: true, needsApproval: true } : { allowed: false, why };
  },
  assess: async (reader, id, _input, { clock }) => {
    const playbook = await publishable(reader, id);
    const dryRun = await dryRunPlaybook(reader, id, playbook.draft, clock.now());
    const ground = await groundOf(reader, playbook.draft);
    return {
      supplierId: null,
      amount: null,
      approval: { permission: 'playbooks:approve', why: 'What is sent by itself is decided by two people.' },
      // Figures of a dry run change by the minute; what was agreed to is the draft and what it stands on.
      fingerprint: JSON.stringify([playbook.draft, playbook.liveVersion, ground]),
      preview: {
        lines: [
          { label: 'Playbook', value: playbook.name },
          { label: 'Version', value: String((playbook.liveVersion ?? 0) + 1) },
          { label: 'Changed', value: await changed(reader, playbook) },
          ...linesOfGround(ground),
          ...figures(dryRun),
        ],
        warnings: warningsOf(playbook.draft),
      },
    };
  },
  perform: async (writer, id, _input, { clock }, run) => {
    const playbook = await publishable(writer, id);
    if ((await editedSince(writer, id, run.id)) || (await groundMovedSince(writer, playbook.draft, run.id)))
      throw PlaybookStays({
        why: 'It, a template or the segment was edited after this was asked for. Ask again for what it says now.',
      });
    const by = { id: run.requestedBy, name: run.requestedByName };
    const version = await publishPlaybook(writer, playbook, by, clock.now());
    return { state: 'succeeded', result: { playbookId: id, version } };
  },
});

function whyNot({ state, edited }: Playbook): string | null {
  if (state === 'archived') return 'It is archived. Begin a new one instead.';
  return edited ? null : 'What runs says this already.';
}

/** @throws PlaybookStays with everything that must be put right first */
async function publishable(reader: Reader, id: string): Promise<Playbook> {
  const playbook = await playbookOf(reader, id);
  const why = whyNot(playbook);
  if (why !== null) throw PlaybookStays({ why });
  const read = definitions.safeParse(playbook.draft);
  if (!read.success) throw PlaybookStays({ why: read.error.issues.map(({ message }) => message).join(' ') });
  const missing = await missingFrom(reader, read.data);
  if (missing.length > 0) throw PlaybookStays({ why: missing.join(' ') });
  return { ...playbook, draft: read.data };
}

async function changed(reader: Reader, { id, liveVersion, draft }: Playbook): Promise<string> {
  const before = liveVersion === null ? undefined : await playbookVersion(reader, id, liveVersion);
  return before === undefined ? 'Everything is new' : changedParts(before, draft).join(', ');
}

function linesOfGround({ templates, segment }: PlaybookGround): ActionPreview['lines'] {
  return [
    ...(segment === null
      ? []
      : [{ label: `Segment ${segment.name}`, value: describeSegmentRule(segment.rule, segmentFields) }]),
    ...templates.map(({ name, publishedVersion }) => ({
      label: `Template ${name}`,
      value: `version ${publishedVersion}`,
    })),
  ];
}

function figures({ considered, entrants, heldOut, suppressed }: PlaybookDryRun): ActionPreview['lines'] {
  const keptOut = suppressed.reduce((sum, { suppliers }) => sum + suppliers, 0);
  return [
    { label: 'Would be considered now', value: String(considered) },
    { label: 'Would enter', value: String(entrants) },
    { label: 'Would be held out', value: String(heldOut) },
    { label: 'Would be kept out', value: String(keptOut) },
  ];
}

function warningsOf({ approveBeforeSend, holdoutPercent, purpose }: PlaybookDefinition): string[] {
  return [
    ...(approveBeforeSend ? [] : ['Its messages leave without anybody looking at each.']),
    ...(holdoutPercent === 0 && purpose !== 'service' ? ['Nobody is held out: its effect cannot be measured.'] : []),
  ];
}
