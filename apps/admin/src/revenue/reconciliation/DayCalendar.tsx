import Box from '@mui/material/Box';
import type { BusinessDay } from '@wedsync/domain/revenue';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { formatDate, listUrl, SkeletonRows } from '../../platform/index.ts';
import { dayLooks } from './reconciliation-words.tsx';

const shownDays = 42;

/** The last six weeks, a tile a day in the colour of its state; each leads to its exceptions, or to the day. */
export function DayCalendar() {
  const { data, isPending } = useGetList<BusinessDay>('business-days', {
    pagination: { page: 1, perPage: shownDays },
    sort: { field: 'day', order: 'DESC' },
    filter: {},
  });
  if (isPending) return <SkeletonRows rows={2} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <Box
      component="ol"
      aria-label="The last six weeks"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(84px, 1fr))',
        gap: 1,
        p: 0,
        m: 0,
        mb: 3,
        listStyle: 'none',
      }}
    >
      {data.toReversed().map((day) => (
        <li key={day.id}>
          <DayTile day={day} />
        </li>
      ))}
    </Box>
  );
}

function DayTile({ day: { day, state, unsettled } }: { readonly day: BusinessDay }) {
  const { tone, words } = dayLooks[state];
  const to =
    unsettled > 0
      ? listUrl('reconciliation-exceptions', { filter: { dayFrom: day, dayTo: day, state: ['open', 'fixing'] } })
      : listUrl('business-days', { filter: { dayFrom: day, dayTo: day } });
  return (
    <Box
      component={Link}
      to={to}
      sx={({ colours }) => ({
        display: 'block',
        p: 1,
        borderRadius: '5px',
        fontSize: 12,
        textDecoration: 'none',
        color: colours.tone[tone].text,
        backgroundColor: colours.tone[tone].background,
      })}
    >
      <strong>{formatDate(day)}</strong>
      <br />
      {unsettled > 0 ? `${unsettled} open` : words}
    </Box>
  );
}
