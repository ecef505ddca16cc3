import Add from '@mui/icons-material/Add';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { channelTitles, contactChannels } from '@wedsync/domain/privacy';
import {
  playbookPolicySchema,
  type FrequencyCap,
  type PlaybookPolicy,
  type PlaybookPolicyRow,
} from '@wedsync/domain/success';
import { useNotify, useUpdate } from 'react-admin';
import {
  ActionButton,
  choicesIn,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  StaleNotice,
  useDraft,
  usePermission,
} from '../../../platform/index.ts';
import { ChoiceField, NumberField } from '../editor/Field.tsx';
import { type Fault, faultAt, faultsIn } from '../editor/faults.ts';
import { Row } from '../editor/Row.tsx';
import { PolicyNotice } from './PolicyNotice.tsx';

/** What holds for all playbooks together: how often, when, and whether they run at all. */
export default function PolicyPage() {
  return (
    <RecordPage<PlaybookPolicyRow> resource="playbook-policy" id="all">
      {(row) => <PolicyBody row={row} />}
    </RecordPage>
  );
}

function PolicyBody({ row }: { readonly row: PlaybookPolicyRow }) {
  return (
    <>
      <PageHeader
        title="Rules for all playbooks"
        hint={row.updatedAt === null ? 'As delivered' : <RelativeTime at={row.updatedAt} />}
        actions={
          !row.policy.stopped && (
            <ActionButton resource="playbook-policy" id="all" verb="stop-all" color="error" variant="outlined" />
          )
        }
      />
      <PolicyNotice />
      <Section title="Rules">
        <PolicyForm row={row} />
      </Section>
    </>
  );
}

type Hours = 'quietFrom' | 'quietUntil' | 'humanContactHours' | 'patienceDays';
const numbers: readonly { readonly field: Hours; readonly label: string; readonly help: string }[] = [
  { field: 'quietFrom', label: 'Quiet from, hour', help: "On the supplier's clock" },
  { field: 'quietUntil', label: 'Quiet until, hour', help: "On the supplier's clock" },
  { field: 'humanContactHours', label: 'After a colleague, hours', help: 'Automation keeps out so long' },
  { field: 'patienceDays', label: 'Patience, days', help: 'A message waits so long for a free moment' },
];

function PolicyForm({ row }: { readonly row: PlaybookPolicyRow }) {
  // Stopping all has a button of its own, also while rules are typed.
  const { stopped, ...rules } = row.policy;
  const { value, version, isDirty, isStale, type, drop } = useDraft({ value: rules, version: row.version });
  const policy: PlaybookPolicy = { ...value, stopped };
  const mayEdit = usePermission('playbook-policy:update');
  const [update, { isPending }] = useUpdate<PlaybookPolicyRow>();
  const notify = useNotify();
  const read = playbookPolicySchema.safeParse(policy);
  const faults: readonly Fault[] = read.error?.issues ?? [];
  const save = () =>
    void update(
      'playbook-policy',
      { id: 'all', data: { ...row, policy, version }, previousData: row },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => {
          drop();
          notify('Saved. It holds for everything that is sent from now on.', { type: 'success' });
        },
        onError: (error) => notify(error instanceof Error ? error.message : 'It was not saved.', { type: 'error' }),
      },
    );
  return (
    <Box component="fieldset" disabled={!mayEdit} sx={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 4 }}>
      {isStale && <StaleNotice onShowTheirs={drop} />}
      <Row>
        {numbers.map(({ field, label, help }) => (
          <NumberField
            key={field}
            label={label}
            help={help}
            value={policy[field]}
            fault={faultAt(faults, field)}
            onChange={(typed) => type({ ...value, [field]: typed })}
          />
        ))}
      </Row>
      <Caps
        caps={policy.caps}
        faults={faultsIn(faults, 'caps')}
        onChange={(caps) => type({ ...value, caps: [...caps] })}
      />
      <Box>
        <Button
          variant="contained"
          disabled={!read.success || !isDirty || isStale || !mayEdit}
          title={mayEdit ? undefined : 'Your role does not include this'}
          loading={isPending}
          onClick={save}
        >
          Save rules
        </Button>
      </Box>
    </Box>
  );
}

const channels = [{ id: 'all', name: 'All channels' }, ...choicesIn(channelTitles)];

/** At most so many messages within so many days. */
function Caps({
  caps,
  faults,
  onChange,
}: {
  readonly caps: readonly FrequencyCap[];
  readonly faults: readonly Fault[];
  readonly onChange: (caps: readonly FrequencyCap[]) => void;
}) {
  const replace = (index: number, cap: FrequencyCap) => onChange(caps.map((each, at) => (at === index ? cap : each)));
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <strong>Messages to one supplier, at most</strong>
      {caps.map((cap, index) => (
        // Caps have no identity but their place.
        <Row key={index}>
          <ChoiceField
            label="By"
            value={cap.channel}
            choices={channels}
            onChange={(id) => replace(index, { ...cap, channel: contactChannels.find((one) => one === id) ?? 'all' })}
          />
          <NumberField
            label="Messages"
            value={cap.most}
            fault={faultAt(faults, index, 'most')}
            onChange={(most) => replace(index, { ...cap, most })}
          />
          <NumberField
            label="Within days"
            value={cap.days}
            fault={faultAt(faults, index, 'days')}
            onChange={(days) => replace(index, { ...cap, days })}
          />
          <IconButton
            aria-label={`Remove cap ${index + 1}`}
            onClick={() => onChange(caps.filter((_cap, at) => at !== index))}
          >
            <Close fontSize="small" />
          </IconButton>
        </Row>
      ))}
      <Box>
        <Button
          variant="text"
          startIcon={<Add />}
          onClick={() => onChange([...caps, { channel: 'all', most: 2, days: 7 }])}
        >
          Add cap
        </Button>
      </Box>
    </Box>
  );
}
