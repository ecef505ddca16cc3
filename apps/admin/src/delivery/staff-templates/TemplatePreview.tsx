import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Banner, countOf, EmptyState, ErrorState, Section, SkeletonRows } from '../../platform/index.ts';
import { SupplierPicker, type PickedSupplier } from '../letters/SupplierPicker.tsx';
import { LetterPreview, PlainPreview } from '../messages/LetterPreview.tsx';
import { type Draft, type Preview, useDraftPreview } from './template-data.ts';

/** What a chosen supplier would read, and what stands in the way. */
export function TemplatePreview({ draft }: { readonly draft: Draft }) {
  const [chosen, setChosen] = useState<PickedSupplier | null>(null);
  const { data: first } = useGetList<PickedSupplier>('suppliers', { pagination: { page: 1, perPage: 1 } });
  const supplier = chosen ?? first?.[0] ?? null;
  const { data, error, isFetching, refetch } = useDraftPreview(draft, supplier?.id ?? null);
  return (
    <Section title="Preview" actions={<SupplierPicker value={supplier} onChange={setChosen} />} padded={false}>
      {supplier === null && (
        <EmptyState title="Choose a supplier">The message is shown as that supplier would read it.</EmptyState>
      )}
      {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && isFetching && <SkeletonRows rows={6} />}
      {data !== undefined && error === null && <PreviewBody preview={data} draft={draft} />}
    </Section>
  );
}

function PreviewBody({ preview, draft }: { readonly preview: Preview; readonly draft: Draft }) {
  const { subject, html, text, link, sms } = preview;
  return (
    <>
      <Remarks preview={preview} />
      {draft.channel !== 'sms' && (
        <Box sx={{ padding: 4, borderBottom: 1, borderColor: 'divider', fontWeight: 600 }}>{subject || '–'}</Box>
      )}
      {html === null ? (
        <Box sx={{ padding: 4, display: 'grid', gap: 3, justifyItems: 'start' }}>
          <PlainPreview text={text} />
          {link !== null && (
            <Button variant="outlined" disabled>
              {link.label}
            </Button>
          )}
          {sms !== null && (
            <Box className="tabular" sx={{ color: 'text.secondary' }}>
              {`${countOf(sms.characters, 'character')}, ${countOf(sms.segments, 'segment')}${sms.encoding === 'ucs2' ? '; a letter outside the alphabet of text messages makes them shorter' : ''}`}
            </Box>
          )}
        </Box>
      ) : (
        <LetterPreview html={html} title={subject} />
      )}
    </>
  );
}

/** What must be put right, what is not known of this supplier, and whether it would be sent at all. */
function Remarks({ preview: { problems, missing, strayLinks, suppressedBecause } }: { readonly preview: Preview }) {
  return (
    <>
      {Object.entries(problems).map(([field, problem]) => (
        <Banner key={field} tone="critical">
          {problem}
        </Banner>
      ))}
      {missing.length > 0 && (
        <Banner tone="caution">
          {`Not known of this supplier: ${missing.join(', ')}. Without a fallback, as in {{${missing[0]}|…}}, it would not be sent.`}
        </Banner>
      )}
      {strayLinks.length > 0 && (
        <Banner tone="caution">
          {`What is known of this supplier would make a link to ${strayLinks.join(', ')}: it would not be sent.`}
        </Banner>
      )}
      {suppressedBecause !== null && <Banner tone="info">{`It would not be sent now: ${suppressedBecause}`}</Banner>}
    </>
  );
}
