import Box from '@mui/material/Box';
import { playbookDefinitionSchema, type PlaybookDefinition } from '@wedsync/domain/success';
import { useRecordContext, type RaRecord } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { useSettled } from '../../../platform/index.ts';
import { useSegmentFields } from '../../../suppliers/segments/index.ts';
import { MessagePreviews } from '../MessagePreviews.tsx';
import { DryRun } from '../show/DryRun.tsx';

const pauseMs = 500;

/** Beside the form: who would enter what is typed, and what its messages say to a real supplier. */
export function DraftAside() {
  const record = useRecordContext<RaRecord<string>>();
  const { fields } = useSegmentFields();
  const typed: PlaybookDefinition | undefined = useWatch({ name: 'draft' });
  const draft = useSettled(typed, pauseMs);
  const read = fields.length === 0 ? undefined : playbookDefinitionSchema(fields).safeParse(draft);
  return (
    <Box sx={{ display: 'grid', gap: 5, minWidth: 0 }}>
      <DryRun
        playbookId={record?.id ?? null}
        draft={read?.success ? read.data : null}
        fault={read?.error?.issues.find(({ code }) => code === 'custom')?.message}
      />
      {typed !== undefined && <MessagePreviews definition={typed} />}
    </Box>
  );
}
