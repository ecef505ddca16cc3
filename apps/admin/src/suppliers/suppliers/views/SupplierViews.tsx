import type { SavedView } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useGetList, useListContext } from 'react-admin';
import { listUrl, SavedViewTabs, usePermission, useSession } from '../../../platform/index.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import { SavedViewMenu } from './SavedViewMenu.tsx';
import { sameView, standardViews, type ViewQuery } from './standard-views.ts';

/** Standard views, the person's own and those colleagues share, as tabs over the list. */
export function SupplierViews() {
  const { filterValues, sort } = useListContext();
  const me = useSession()?.staff.id;
  const [saving, setSaving] = useState(false);
  const maySave = usePermission('saved-views:create');
  const { data: saved = [] } = useGetList<SavedView>('saved-views', {
    filter: { resource: 'suppliers' },
    sort: { field: 'id', order: 'ASC' },
    pagination: { page: 1, perPage: 100 },
  });
  const current: ViewQuery = { filter: filterValues, sort };
  const views = [...standardViews, ...saved.map((view) => ({ id: view.id, name: view.name, query: queryOf(view) }))];
  const tabs = views.map(({ id, name, query }) => {
    const own = saved.find((view) => view.id === id && view.staffId === me);
    return { id, name, to: listUrl('suppliers', query), menu: own && <SavedViewMenu view={own} current={current} /> };
  });
  return (
    <>
      <SavedViewTabs
        tabs={tabs}
        activeId={views.find(({ query }) => sameView(query, current))?.id ?? null}
        onSave={maySave ? () => setSaving(true) : undefined}
      />
      {saving && <SaveViewDialog query={current} onClose={() => setSaving(false)} />}
    </>
  );
}

function queryOf({ query }: SavedView): ViewQuery {
  const [field, order] = query.sort ?? ['businessName', 'ASC'];
  return { filter: query.filter, sort: { field, order } };
}
