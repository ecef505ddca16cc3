import Button from '@mui/material/Button';
import type { ServiceToken } from '@wedsync/domain/access';
import { useState } from 'react';
import { anyOf, RecordListPage, usePermission } from '../../platform/index.ts';
import { NewTokenDialog } from './NewTokenDialog.tsx';
import { tokenColumns } from './token-columns.tsx';

/** Keys with which machines call the api. */
export default function ServiceTokenList() {
  const [adding, setAdding] = useState(false);
  const mayAdd = usePermission('service-tokens:create');
  return (
    <>
      <RecordListPage<ServiceToken>
        title="Service tokens"
        sort={{ field: 'name', order: 'ASC' }}
        filters={[anyOf('state', 'State', ['active', 'expired', 'revoked'])]}
        search="Name"
        actions={
          mayAdd && (
            <Button variant="contained" onClick={() => setAdding(true)}>
              New token
            </Button>
          )
        }
        columns={tokenColumns}
        empty={{
          title: 'No tokens',
          text: 'The host application and reporting tools call this api with a token. Make one for each.',
        }}
      />
      {adding && <NewTokenDialog onClose={() => setAdding(false)} />}
    </>
  );
}
