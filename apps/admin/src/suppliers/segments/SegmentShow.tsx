import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Segment } from '@wedsync/domain/suppliers';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  AsOf,
  DeleteRecord,
  formatCount,
  listUrl,
  PageHeader,
  RecordPage,
  Section,
  StatRow,
  StatTile,
  ToneChip,
  UsedBy,
  usePermission,
} from '../../platform/index.ts';
import { ExportMembers } from './ExportMembers.tsx';
import { MembersSection } from './MembersSection.tsx';
import { RuleActionInput } from './RuleActionInput.tsx';
import { useSegmentFields } from './segment-data.ts';
import { SizeChart } from './SizeChart.tsx';

/** One segment: whom it means, how many over time, who came and who went. */
export default function SegmentShow() {
  return <RecordPage<Segment>>{(segment) => <SegmentBody segment={segment} />}</RecordPage>;
}

function SegmentBody({ segment }: { readonly segment: Segment }) {
  const { words } = useSegmentFields();
  const mayEdit = usePermission('segments:update');
  const { id, name, description, rule, size, refreshedAt, archived, trouble } = segment;
  const members = listUrl('suppliers', { filter: { segmentId: [id] } });
  return (
    <>
      <PageHeader
        title={name}
        actions={
          <>
            <Button component={Link} to={members} variant="contained">
              Open in the supplier list
            </Button>
            <ExportMembers segment={segment} />
            <ActionButton resource="segments" id={id} verb="refresh" />
            <ActionButton
              resource="segments"
              id={id}
              verb="revise"
              layout="panel"
              initial={{ rule }}
              inputs={{ rule: RuleActionInput }}
            />
            {mayEdit && (
              <Button component={Link} to={`/segments/${id}`}>
                Edit
              </Button>
            )}
            <DeleteRecord resource="segments" record={segment} name={name} label="Delete segment">
              Its history of who entered and left goes with it. Archive it instead to keep that.
            </DeleteRecord>
          </>
        }
      >
        {archived && <ToneChip tone="neutral">Archived</ToneChip>}
        {description}
      </PageHeader>
      {trouble !== null && <Alert severity="error">{trouble} Its members stay as they were until then.</Alert>}
      <Section title="Who is in it">
        <Box sx={{ fontSize: 15 }}>{words(rule)}</Box>
      </Section>
      <StatRow>
        <StatTile
          label="Suppliers now"
          value={refreshedAt === null ? 'Being worked out' : formatCount(size)}
          to={members}
          asOf={refreshedAt}
          explain={{
            definition: 'Suppliers whom the rule means, of those you may see.',
            source: 'Looked at every 3 minutes, and at once when the rule changes',
          }}
        />
      </StatRow>
      <Section title="Size over time" hint={<AsOf at={refreshedAt} />}>
        <SizeChart segmentId={id} />
      </Section>
      <UsedBy resource="segments" id={id} />
      <MembersSection segmentId={id} current />
      <MembersSection segmentId={id} current={false} />
    </>
  );
}
