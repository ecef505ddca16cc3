import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { EventStanding } from '@wedsync/domain/operations';
import { KeyValueList } from '../../platform/index.ts';
import { JsonView } from '../JsonView.tsx';

/** What each version of an event tells, the present one first, with an example. */
export function EventVersions({ versions }: Pick<EventStanding, 'versions'>) {
  return (
    <Box sx={{ display: 'grid', gap: 4, paddingY: 3 }}>
      {versions.map(({ version, fields, example }, index) => (
        <Box key={version} sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="subtitle2">{`Version ${version}${index === 0 ? '' : ', told before'}`}</Typography>
          {fields.length === 0 ? (
            <Typography color="text.secondary">It tells nothing beyond what it is about.</Typography>
          ) : (
            <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
              <KeyValueList
                items={fields.map(({ name, type, optional }) => ({
                  label: name,
                  value: optional ? `${type}, may be left out` : type,
                }))}
              />
              <JsonView value={example} />
            </Box>
          )}
        </Box>
      ))}
    </Box>
  );
}
