import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { ErrorState, NotFound, Page, PageHeader, Section, SkeletonPage } from '../../platform/index.ts';
import { RunbookText } from './RunbookText.tsx';

const runbooks = import.meta.glob<string>('../../../../../docs/runbooks/*.md', { query: '?raw', import: 'default' });

/** A page of docs/runbooks: what a bad day looks like and what to do. */
export default function RunbookPage() {
  const { name = '' } = useParams();
  const load = runbooks[`../../../../../docs/runbooks/${name}.md`];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['runbooks', name],
    queryFn: async () => (load === undefined ? '' : load()),
  });
  if (load === undefined) return <NotFound />;
  if (isPending) return <SkeletonPage />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  const [heading = '', ...rest] = data.split('\n');
  return (
    <Page width="reading">
      <PageHeader title={heading.replace(/^#\s*/, '')} />
      <Section>
        <RunbookText text={rest.join('\n')} />
      </Section>
    </Page>
  );
}
