import Box from '@mui/material/Box';
import type { TimelineEntry } from '@wedsync/domain/suppliers';
import { Link } from 'react-router-dom';
import { BeforeAfter, CopyId, ExternalLink, formatExact, humanize, KeyValueList } from '../../platform/index.ts';

/** What is behind an entry: before and after, its facts, ids to copy, and the page that shows more. */
export function TimelineDetails({ entry }: { readonly entry: TimelineEntry }) {
  const { before, after, ...facts } = entry.detail;
  const changed = isRecord(before) || isRecord(after);
  const shown = Object.entries(changed ? facts : entry.detail).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {changed && <BeforeAfter before={isRecord(before) ? before : null} after={isRecord(after) ? after : null} />}
      <KeyValueList
        items={[
          ...shown.map(([name, value]) => ({ label: humanize(name), value: <Fact name={name} value={value} /> })),
          { label: 'When', value: formatExact(entry.at) },
          {
            label: 'Source',
            value: <CopyId id={entry.sourceId} label={`${humanize(entry.source)} ${entry.sourceId}`} />,
          },
        ]}
      />
      {entry.link && <More href={entry.link} />}
    </Box>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: unknown }) {
  if (typeof value === 'string' && /id$/i.test(name)) return <CopyId id={value} />;
  if (typeof value === 'string') return <span style={{ whiteSpace: 'pre-wrap' }}>{value}</span>;
  return <span>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>;
}

function More({ href }: { readonly href: string }) {
  if (href.startsWith('/')) return <Link to={href}>Open</Link>;
  // Entries may come from outside; a link that is no web address is shown, never followed.
  return /^https?:\/\//.test(href) ? (
    <ExternalLink href={href}>Open at the provider</ExternalLink>
  ) : (
    <CopyId id={href} />
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
