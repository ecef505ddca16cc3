import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { AlertPolicy } from '@wedsync/domain/delivery';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import { ErrorState, Section, SkeletonLine, usePermission } from '../../platform/index.ts';

/** When somebody is texted because nobody takes an alert. */
export function EscalationRule() {
  const { data, error } = useGetOne<AlertPolicy>('alert-policy', { id: 'all' });
  const mayEdit = usePermission('alert-policy:update');
  return (
    <Section
      title="When nobody takes an alert"
      actions={
        <Button
          component={Link}
          to="/alert-policy/all"
          disabled={!mayEdit}
          title={mayEdit ? undefined : 'Your role does not include this'}
        >
          Change
        </Button>
      }
    >
      {error ? <ErrorState error={error} /> : data === undefined ? <SkeletonLine /> : <Words {...data} />}
    </Section>
  );
}

function Words({ escalationEnabled, escalateAfterMinutes }: AlertPolicy) {
  return (
    <Box component="p" sx={{ margin: 0 }}>
      {escalationEnabled
        ? `A critical alert about a supplier with a wedding yesterday, today or tomorrow is texted to its owner, or else a lead, when nobody takes it within ${escalateAfterMinutes} minutes.`
        : 'Nobody is texted.'}
    </Box>
  );
}
