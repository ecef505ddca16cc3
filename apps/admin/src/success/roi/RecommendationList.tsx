import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { RoiReport } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  EmptyState,
  formatCount,
  formatMoney,
  formatPercent,
  humanize,
  KeyValueList,
  Section,
} from '../../platform/index.ts';

type Recommendation = RoiReport['recommendations'][number];

/** What is worth doing next, the dearest first, each with its arithmetic and the place to begin. */
export function RecommendationList({ report: { recommendations } }: { readonly report: RoiReport }) {
  return (
    <Section title="Worth doing next" hint="By what it is expected to bring in a year">
      {recommendations.length === 0 ? (
        <EmptyState title="Nothing stands out">
          Suggestions come once playbooks have been measured, or suppliers likely to leave are in none.
        </EmptyState>
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 4 }}>
          {recommendations.map((one) => (
            <Line key={`${one.kind}-${one.playbookId ?? one.planCode ?? ''}`} recommendation={one} />
          ))}
        </Box>
      )}
    </Section>
  );
}

function Line({ recommendation }: { readonly recommendation: Recommendation }) {
  const { expectedMinor, arithmetic } = recommendation;
  const { title, why, button, to } = wordsOf(recommendation);
  return (
    <Box component="li" sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography variant="body1" component="strong" sx={{ fontWeight: 600 }}>
          {title}
        </Typography>
        <Box sx={{ display: 'flex', gap: 3, alignItems: 'center' }}>
          <span className="tabular">{formatMoney(expectedMinor, 'GBP')} a year</span>
          <Button component={Link} to={to} variant="outlined" size="small">
            {button}
          </Button>
        </Box>
      </Box>
      <Typography variant="body2" color="text.secondary">
        {why}
      </Typography>
      <Box component="details" sx={{ '& > summary': { cursor: 'pointer', color: 'text.secondary' } }}>
        <summary>How it was reckoned</summary>
        <Box sx={{ paddingTop: 2 }}>
          <KeyValueList items={arithmetic.map(({ label, kind, value }) => ({ label, value: figures[kind](value) }))} />
        </Box>
      </Box>
    </Box>
  );
}

const figures: Readonly<Record<Recommendation['arithmetic'][number]['kind'], (value: number) => string>> = {
  count: (value) => formatCount(Math.round(value * 10) / 10),
  money: (value) => formatMoney(Math.round(value), 'GBP'),
  share: (value) => formatPercent(value),
};

function wordsOf({ kind, playbookId, playbookName, planCode }: Recommendation) {
  const name = playbookName ?? '';
  const show = `/playbooks/${playbookId ?? ''}/show`;
  const edit = `/playbooks/${playbookId ?? ''}`;
  switch (kind) {
    case 'widen':
      return {
        title: `Give ${name} more room`,
        why: 'It makes suppliers stay, and some that wanted in found no room.',
        button: 'Change its limits',
        to: edit,
      };
    case 'stop':
      return {
        title: `Stop ${name}`,
        why: 'Even the best the data allow is less than it costs.',
        button: 'Look and pause',
        to: show,
      };
    case 'measure':
      return {
        title: `Find out about ${name}`,
        why: 'Nobody can say yet whether it works. Holding more suppliers out tells sooner; this is the most that knowing can bring.',
        button: 'Change its hold-out',
        to: edit,
      };
    case 'start':
      return {
        title: `Begin a playbook for ${humanize(planCode ?? '')}`,
        why: 'Suppliers on this plan are likely to leave, calling would pay, and no playbook runs for them.',
        button: 'Begin a playbook',
        to: `/playbooks/create?plan=${planCode ?? ''}`,
      };
  }
}
