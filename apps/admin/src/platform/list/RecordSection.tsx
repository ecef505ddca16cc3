import type { ReactNode } from 'react';
import type { RaRecord, SortPayload } from 'react-admin';
import { EmptyState } from '../components/EmptyState.tsx';
import { Section, type SectionProps } from '../components/Section.tsx';
import { RecordList, type RecordListProps } from './RecordList.tsx';
import { recordPath } from './record-path.ts';

const newest: SortPayload = { field: 'createdAt', order: 'DESC' };

export type RecordSectionProps<R extends RaRecord> = Pick<SectionProps, 'hint' | 'actions'> &
  Pick<RecordListProps<R>, 'resource' | 'columns' | 'filter' | 'perPage' | 'keyboard'> & {
    readonly title: string;
    /** Accessible name of the table where it is not the title of the section. */
    readonly label?: string;
    /** The newest first unless told otherwise. */
    readonly sort?: SortPayload;
    /** Where a row leads: its own record unless told otherwise; nowhere with null. */
    readonly rowPath?: ((record: R) => string) | null;
    readonly empty: { readonly title: string; readonly text: ReactNode };
  };

/**
 * A section of a page around the rows of another resource.
 * @example <RecordSection<Charge> title="Payments" resource="charges" columns={chargeColumns} filter={{ supplierId }} empty={…} />
 */
export function RecordSection<R extends RaRecord>({
  title,
  hint,
  actions,
  label,
  sort,
  rowPath,
  empty,
  ...list
}: RecordSectionProps<R>) {
  return (
    <Section title={title} hint={hint} actions={actions} padded={false}>
      <RecordList<R>
        {...list}
        label={label ?? title}
        sort={sort ?? newest}
        rowPath={rowPath === null ? undefined : (rowPath ?? (({ id }) => recordPath(list.resource, id)))}
        empty={<EmptyState title={empty.title}>{empty.text}</EmptyState>}
      />
    </Section>
  );
}
