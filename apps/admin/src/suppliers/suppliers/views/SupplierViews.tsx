import type { SavedView } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { listUrl, SavedViewTabs, usePermission, useSession } from '../../../platform/index.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import { SavedViewMenu } from './SavedViewMenu.tsx';
import { standardViews, type ViewQuery } from './standard-views.ts';
import { useOpenedView } from './use-opened-view.ts';

/** Standard views, the person's own and those colleagues share, as tabs over the list. */
export function SupplierViews() {
  const me = useSession()?.staff.id;
  const [saving, setSaving] = useState(false);
  const maySave = usePermission('saved-views:create');
  const { data: saved = [] } = useGetList<SavedView>('saved-views', {
    filter: { resource: 'suppliers' },
    sort: { field: 'id', order: 'ASC' },
    pagination: { page: 1, perPage: 100 },
  });
  const views = [...standardViews, ...saved.map((view) => ({ id: view.id, name: view.name, query: queryOf(view) }))];
  const { current, activeId, open } = useOpenedView(views);
  const tabs = views.map((view) => {
    const own = saved.find(({ id, staffId }) => id === view.id && staffId === me);
    return {
      id: view.id,
      name: view.name,
      to: listUrl('suppliers', { filter: view.query.filter, sort: view.query.sort }),
      onOpen: () => open(view),
      menu: own && <SavedViewMenu view={own} current={current} />,
    };
  });
  return (
    <>
      <SavedViewTabs tabs={tabs} activeId={activeId} onSave={maySave ? () => setSaving(true) : undefined} />
      {saving && <SaveViewDialog query={current} onClose={() => setSaving(false)} />}
    </>
  );
}

function queryOf({ query }: SavedView): ViewQuery {
  const [field, order] = query.sort ?? ['businessName', 'ASC'];
  return { filter: query.filter, sort: { field, order }, columns: query.columns ?? null };
}
