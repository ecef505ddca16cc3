import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { ListBase, type SortPayload, useListContext } from 'react-admin';
import { Page, PageHeader } from '../components/PageHeader.tsx';
import { SkeletonLine } from '../components/Skeletons.tsx';
import { formatCount } from '../format/count.ts';
import type { FilterDefinition, FilterValues } from './filter-definition.ts';
import { FilterTokens } from './FilterTokens.tsx';
import { ColumnMenuPlace, ColumnMenuSlot } from './list-columns.tsx';
import { isEstimated, ListPager } from './ListPager.tsx';
import { ListSearch } from './ListSearch.tsx';

export type ListPageProps = {
  readonly title: string;
  /** Inside a resource view the resource is known; elsewhere name it. */
  readonly resource?: string;
  readonly sort: SortPayload;
  readonly filters?: readonly FilterDefinition[];
  /** Placeholder of the search box; without it there is none (filter q). */
  readonly search?: string;
  /** Filters that always hold and are not shown. */
  readonly filter?: FilterValues;
  readonly filterDefaultValues?: Record<string, unknown>;
  readonly perPage?: number;
  readonly actions?: ReactNode;
  /** Between header and bar, for example SavedViewTabs or figures. */
  readonly above?: ReactNode;
  /** The table: a DataTable. */
  readonly children: ReactNode;
};

/** A whole list page: title with count, saved views, search, filter tokens, table, pages. Filters, sort and page are in the URL. */
export function ListPage({
  title,
  resource,
  sort,
  filters = [],
  search,
  filter,
  filterDefaultValues,
  perPage = 50,
  actions,
  above,
  children,
}: ListPageProps) {
  return (
    <ListBase
      resource={resource}
      sort={sort}
      filter={filter}
      filterDefaultValues={filterDefaultValues}
      perPage={perPage}
      storeKey={false}
      exporter={false}
    >
      <ColumnMenuSlot>
        <Page>
          <PageHeader title={title} hint={<ListCount />} actions={actions} />
          {above}
          <Box
            sx={{
              backgroundColor: 'background.paper',
              border: 1,
              borderColor: 'divider',
              borderRadius: '8px',
              overflow: 'hidden',
              minWidth: 0,
            }}
          >
            <ListBar filters={filters} search={search} />
            {children}
            <ListPager />
          </Box>
        </Page>
      </ColumnMenuSlot>
    </ListBase>
  );
}

function ListBar({ filters, search }: { filters: readonly FilterDefinition[]; search: string | undefined }) {
  const { filterValues, setFilters } = useListContext();
  const values: FilterValues = filterValues;
  const change = (next: FilterValues) => setFilters({ ...next }, {}, false);
  const searchText = typeof values.q === 'string' ? values.q : '';
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        padding: 2,
        paddingInline: 3,
        borderBottom: 1,
        borderColor: 'divider',
        minHeight: 44,
      }}
    >
      {search !== undefined && (
        <ListSearch
          placeholder={search}
          value={searchText}
          onChange={(text) => change(text === '' ? withoutSearch(values) : { ...values, q: text })}
        />
      )}
      <FilterTokens definitions={filters} values={values} onChange={change} />
      <ColumnMenuPlace />
    </Box>
  );
}

function ListCount() {
  const { total, meta, isPending } = useListContext();
  if (isPending || total === undefined) return <SkeletonLine width={48} />;
  return <span className="tabular">{formatCount(total, isEstimated(meta))}</span>;
}

function withoutSearch({ q: _search, ...rest }: FilterValues): FilterValues {
  return rest;
}
