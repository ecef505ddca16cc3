import Box from '@mui/material/Box';
import type { PlaybookDefinition, PlaybookDryRun } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  AsOf,
  countCell,
  ErrorState,
  FigureTable,
  formatCount,
  recordPath,
  Section,
  SkeletonRows,
  StatRow,
  StatTile,
  textCell,
} from '../../../platform/index.ts';
import { useDryRun } from '../playbook-data.ts';
import { suppressionWords } from '../playbook-words.ts';

type Props = {
  readonly playbookId: string | null;
  readonly draft: PlaybookDefinition | null;
  /** What of an unfinished draft does not go together. */
  readonly fault?: string | undefined;
};

/** Who would enter if the playbook ran now, and who would not and why. Nothing happens to anybody. */
export function DryRun({ playbookId, draft, fault }: Props) {
  const { data, error, isFetching, refetch } = useDryRun(playbookId, draft);
  return (
    <Section title="Dry run" hint={<AsOf at={data?.asOf} />}>
      <Box role="status" aria-busy={isFetching}>
        {draft === null && (
          <Box sx={{ color: 'text.secondary' }}>{fault ?? 'Complete the playbook to see who would enter it.'}</Box>
        )}
        {draft !== null && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
        {draft !== null && error === null && data === undefined && <SkeletonRows rows={4} />}
        {draft !== null && error === null && data !== undefined && <Figures run={data} />}
      </Box>
    </Section>
  );
}

const outcomes = { enters: 'Would enter', held_out: 'Would be held out', suppressed: 'Kept out' } as const;

function Figures({ run }: { readonly run: PlaybookDryRun }) {
  const { considered, judged, entrants, heldOut, suppressed, sample } = run;
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <StatRow>
        <StatTile label="Would enter" value={formatCount(entrants)} />
        <StatTile label="Held out" value={formatCount(heldOut)} />
        <StatTile label="Considered" value={formatCount(considered)} />
      </StatRow>
      {judged < considered && <span>{`The first ${formatCount(judged)} were looked at.`}</span>}
      {suppressed.length > 0 && (
        <FigureTable
          label="Kept out, by reason"
          columns={['Kept out because', 'Suppliers']}
          rows={suppressed.map(({ reason, suppliers }) => ({
            key: reason,
            cells: [textCell(suppressionWords[reason]), countCell(suppliers)],
          }))}
        />
      )}
      {sample.length > 0 && (
        <Box component="ul" aria-label="Some of them" sx={{ margin: 0, paddingLeft: 4 }}>
          {sample.map(({ supplierId, businessName, outcome, why }) => (
            <li key={supplierId}>
              <Link to={recordPath('suppliers', supplierId)}>{businessName}</Link>
              <Box component="span" sx={{ color: 'text.secondary' }}>{` · ${why ?? outcomes[outcome]}`}</Box>
            </li>
          ))}
        </Box>
      )}
      {considered === 0 && (
        <Box sx={{ color: 'text.secondary' }}>
          It would mean nobody now. What happens counts when it happened in the last 30 days.
        </Box>
      )}
    </Box>
  );
}
