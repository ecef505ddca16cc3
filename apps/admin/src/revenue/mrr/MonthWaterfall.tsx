import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { Link } from 'react-router-dom';
import { monthsBetween } from '@wedsync/domain/revenue';
import { countOf, ErrorState, formatMoney, Money, Section, SkeletonLine } from '../../platform/index.ts';
import { longMonth } from './mrr-words.ts';
import { useMrrSeries } from './revenue-data.ts';
import { movementsUrl, type RevenueParts } from './revenue-view.ts';
import { waterfallRange, waterfallSteps, type WaterfallStep } from './waterfall-steps.ts';

/** One month from its start to its end; each step opens its movements. */
export function MonthWaterfall({ view, change }: RevenueParts) {
  const { data, error, isPending, refetch } = useMrrSeries(view);
  const month = data?.segments[0]?.months.find((one) => one.month === view.month);
  const steps = month === undefined ? [] : waterfallSteps(month);
  return (
    <Section
      title={`From start to end of ${longMonth(view.month)}`}
      actions={
        <TextField
          select
          size="small"
          label="Month"
          value={view.month}
          onChange={({ target }) => change({ month: target.value })}
        >
          {monthsBetween(view.from, view.to)
            .toReversed()
            .map((one) => (
              <MenuItem key={one} value={one}>
                {longMonth(one)}
              </MenuItem>
            ))}
        </TextField>
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="The month could not be read" />
      ) : isPending ? (
        <SkeletonLine height={180} />
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 2 }}>
          {steps.map((step) => (
            <Step
              key={step.key}
              step={step}
              {...waterfallRange(steps)}
              to={
                step.type === null ? undefined : movementsUrl(view.segment, { month: [view.month], type: [step.type] })
              }
            />
          ))}
        </Box>
      )}
    </Section>
  );
}

type StepProps = { readonly step: WaterfallStep; readonly low: number; readonly high: number; readonly to?: string };

function Step({ step, low, high, to }: StepProps) {
  const { label, amountMinor, fromMinor, toMinor, type, count, tone } = step;
  const share = (value: number) => (100 * (Math.max(value, low) - low)) / Math.max(high - low, 1);
  const [left, right] = [share(Math.min(fromMinor, toMinor)), share(Math.max(fromMinor, toMinor))];
  const amount =
    type === null ? (
      <Money amountMinor={amountMinor} currency="GBP" />
    ) : (
      <span className="tabular">{`${amountMinor < 0 ? '' : '+'}${formatMoney(amountMinor, 'GBP')}`}</span>
    );
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        alignItems: 'center',
        columnGap: 3,
        gridTemplateColumns: { xs: '96px 1fr 104px', md: '160px 1fr 200px' },
      }}
    >
      <span>{label}</span>
      <Box aria-hidden sx={{ position: 'relative', height: 20 }}>
        <Box
          sx={({ colours }) => ({
            position: 'absolute',
            insetBlock: 0,
            left: `${left}%`,
            width: `max(3px, ${right - left}%)`,
            borderRadius: '3px',
            backgroundColor: colours.tone[tone].strong,
          })}
        />
      </Box>
      <Box sx={{ textAlign: 'right' }}>
        {to === undefined ? amount : <Link to={to}>{amount}</Link>}
        {count !== null && (
          <Box component="span" sx={{ color: 'text.secondary', marginLeft: 2, display: { xs: 'none', md: 'inline' } }}>
            {countOf(count, 'movement')}
          </Box>
        )}
      </Box>
    </Box>
  );
}
