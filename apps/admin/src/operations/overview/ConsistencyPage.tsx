import { Page, PageHeader, Section } from '../../platform/index.ts';
import { ConsistencyTable } from './ConsistencyTable.tsx';

/** Where an alert about the books leads. */
export default function ConsistencyPage() {
  return (
    <Page>
      <PageHeader title="Consistency of the books" />
      <Section title="What must hold" padded={false}>
        <ConsistencyTable />
      </Section>
    </Page>
  );
}
