import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { NextActions } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  AsOf,
  EmptyState,
  ErrorState,
  ExplainPopover,
  formatPercent,
  Money,
  recordPath,
  Section,
  SkeletonRows,
} from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { explainSaving, useNextActions } from './book-data.ts';
import { StartPlaybookButton } from './StartPlaybookButton.tsx';

/** What is best done for this supplier now, by what it is expected to save, and what cannot be started and why. */
export default function NextBestActions({ supplier: { id, lifecycle } }: SupplierSlotProps) {
  const { data, error, refetch } = useNextActions(id);
  const gone = lifecycle === 'cancelled';
  return (
    <Section title="Next best actions" hint={<AsOf at={data?.asOf} staleAfterMinutes={5} />} padded={false}>
      {gone && (
        <EmptyState title="Nothing is left to save">
          The last subscription has ended. What may keep a supplier appears here while it pays.
        </EmptyState>
      )}
      {!gone && data === undefined && error === null && <SkeletonRows rows={3} />}
      {!gone && data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {!gone && data !== undefined && <Actions supplierId={id} next={data} />}
    </Section>
  );
}

type Props = { readonly supplierId: string; readonly next: NextActions };

function Actions({ supplierId, next }: Props) {
  return (
    <>
      <Box component="ol" aria-label="Next best actions" sx={listStyle}>
        {next.actions.map((action) => (
          <Action key={action.option.playbook?.id ?? 'call'} supplierId={supplierId} next={next} action={action} />
        ))}
      </Box>
      {next.refused.length > 0 && (
        <Box component="ul" aria-label="Not now" sx={{ ...listStyle, ...refusedStyle }}>
          {next.refused.map(({ id, name, why }) => (
            <li key={id}>
              <Link to={recordPath('playbooks', id)}>{name}</Link>, not now: {why}
            </li>
          ))}
        </Box>
      )}
    </>
  );
}

function Action({ supplierId, next, action }: Props & { readonly action: NextActions['actions'][number] }) {
  const { probability, residualValueMinor } = next;
  const { option, expectedSavedMinor } = action;
  const { playbook, share, measured } = option;
  const name = playbook?.name ?? 'A call';
  return (
    <Box component="li" sx={rowStyle}>
      <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
        {playbook === null ? (
          <Button component={Link} to={`/my-book?supplier=${encodeURIComponent(supplierId)}`} variant="text">
            {name}
          </Button>
        ) : (
          <StartPlaybookButton supplierId={supplierId} playbook={playbook} />
        )}
      </Box>
      <Box component="span" className="tabular" sx={{ color: 'text.secondary' }}>
        keeps {formatPercent(share, 0)} of who would leave, {measured === null ? 'as the policy says' : 'measured'}
      </Box>
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
        {expectedSavedMinor === null ? '–' : <Money amountMinor={expectedSavedMinor} currency="GBP" />}
        <ExplainPopover
          name={`Expected saving, ${name}`}
          {...explainSaving({ probability, residualValueMinor, option, expectedSavedMinor })}
        />
      </Box>
    </Box>
  );
}

const listStyle = { listStyle: 'none', margin: 0, padding: 0 };

const rowStyle = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 4,
  minHeight: 40,
  paddingInline: 4,
  borderTop: 1,
  borderColor: 'divider',
};

const refusedStyle = {
  paddingInline: 4,
  paddingBlock: 3,
  borderTop: 1,
  borderColor: 'divider',
  color: 'text.secondary',
  display: 'grid',
  gap: 1,
};
