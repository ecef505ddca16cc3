import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { type DisputeCase, evidenceChecklist } from '@wedsync/domain/billing';
import { useState } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import {
  ActionButton,
  type AdminDataProvider,
  newIdempotencyKey,
  Section,
  useRecordActions,
} from '../../platform/index.ts';

/** The checklist for the reason: what a bank wants to see, kept as a draft until it is handed in. */
export function EvidenceForm({ dispute }: { readonly dispute: DisputeCase }) {
  const { evidence, change, save, saving, unsaved } = useEvidence(dispute);
  const { data: actions } = useRecordActions('disputes', dispute.id);
  const maySave = actions?.find(({ verb }) => verb === 'save-evidence')?.allowed ?? false;
  const checklist = evidenceChecklist(dispute.reason);
  const filled = checklist.filter(({ field }) => (evidence[field] ?? '').trim() !== '').length;
  return (
    <Section
      title="Evidence"
      hint={`${filled} of ${checklist.length} filled in`}
      actions={
        <>
          <Button variant="outlined" disabled={!maySave || saving || !unsaved} onClick={() => void save()}>
            Save
          </Button>
          {!unsaved && <ActionButton resource="disputes" id={dispute.id} verb="submit-evidence" variant="contained" />}
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 4 }}>
        {checklist.map(({ field, label, help }) => (
          <TextField
            key={field}
            label={label}
            helperText={help}
            value={evidence[field] ?? ''}
            disabled={!maySave}
            multiline
            minRows={field === 'customer_name' || field === 'customer_email_address' ? 1 : 2}
            onChange={(event) => change(field, event.target.value)}
            fullWidth
          />
        ))}
      </Box>
    </Section>
  );
}

function useEvidence(dispute: DisputeCase) {
  const provider = useDataProvider<AdminDataProvider>();
  const queries = useQueryClient();
  const notify = useNotify();
  const [draft, setDraft] = useState<DisputeCase['evidence'] | null>(null);
  const [saving, setSaving] = useState(false);
  const evidence = draft ?? dispute.evidence;
  const save = async () => {
    setSaving(true);
    try {
      await provider.runAction(
        { resource: 'disputes', id: dispute.id, verb: 'save-evidence' },
        { input: { evidence }, idempotencyKey: newIdempotencyKey() },
      );
      await queries.invalidateQueries({ queryKey: ['disputes', 'case', dispute.id] });
      setDraft(null);
      notify('Saved. Nothing was handed in yet.', { type: 'success' });
    } catch (error) {
      notify(error instanceof Error ? error.message : 'It could not be saved.', { type: 'error' });
    } finally {
      setSaving(false);
    }
  };
  return {
    evidence,
    saving,
    save,
    unsaved: draft !== null,
    change: (field: keyof DisputeCase['evidence'], text: string) => setDraft({ ...evidence, [field]: text }),
  };
}
