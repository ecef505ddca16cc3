import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemText from '@mui/material/ListItemText';
import { useGetOne } from 'react-admin';
import {
  Banner,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  Section,
  SkeletonRows,
  useAddress,
} from '../../platform/index.ts';
import { LetterPreview } from '../messages/LetterPreview.tsx';
import { SupplierPicker, type PickedSupplier } from './SupplierPicker.tsx';
import { useLetterPreview, useLetters } from './letter-data.ts';

/** The letters we write, each as a real supplier would read it; which and whose stays in the address. */
export default function LettersPage() {
  const { data: templates, error, isPending, refetch } = useLetters();
  const [search, change] = useAddress();
  const supplierId = search.get('supplier');
  const { data: supplier = null } = useGetOne<PickedSupplier>(
    'suppliers',
    { id: supplierId ?? '' },
    { enabled: supplierId !== null },
  );
  const name = search.get('letter') ?? templates?.[0]?.name ?? null;
  return (
    <Page>
      <PageHeader title="Letters" />
      <Box
        sx={{
          display: 'grid',
          gap: 5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '280px minmax(0, 1fr)' },
          alignItems: 'start',
        }}
      >
        <Section title="Letters" padded={false}>
          {isPending && <SkeletonRows rows={3} />}
          {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
          <List dense disablePadding>
            {templates?.map((template) => (
              <ListItemButton
                key={template.name}
                selected={template.name === name}
                onClick={() => change({ letter: template.name })}
              >
                <ListItemText primary={template.title} secondary={template.description} />
              </ListItemButton>
            ))}
          </List>
        </Section>
        <Section
          title="Preview"
          actions={<SupplierPicker value={supplier} onChange={(one) => change({ supplier: one?.id ?? null })} />}
          padded={false}
        >
          <Preview name={name} supplierId={supplierId} />
        </Section>
      </Box>
    </Page>
  );
}

function Preview({ name, supplierId }: { readonly name: string | null; readonly supplierId: string | null }) {
  const { data, error, isFetching, refetch } = useLetterPreview(name, supplierId);
  if (supplierId === null)
    return <EmptyState title="Choose a supplier">The letter is shown as that supplier would read it.</EmptyState>;
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return isFetching ? <SkeletonRows rows={6} /> : null;
  return (
    <>
      <Banner tone={data.suppressedBecause === null ? 'info' : 'caution'}>
        {data.facts === 'own'
          ? 'With the supplier’s own figures.'
          : 'With made-up figures: there are none of their own yet.'}{' '}
        {data.suppressedBecause === null
          ? `It would go to ${data.recipient ?? 'nobody'}.`
          : `It would not be sent now: ${data.suppressedBecause}`}
      </Banner>
      <Box sx={{ padding: 4, borderBottom: 1, borderColor: 'divider', fontWeight: 600 }}>{data.subject}</Box>
      <LetterPreview html={data.html} title={data.subject} />
    </>
  );
}
