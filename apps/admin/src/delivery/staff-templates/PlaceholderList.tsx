import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useFormContext } from 'react-hook-form';
import { usePlaceholders } from './template-data.ts';

/** What may stand in braces; pressing one puts it at the end of the words. */
export function PlaceholderList() {
  const { data = [] } = usePlaceholders();
  const { getValues, setValue } = useFormContext();
  const insert = (name: string) => {
    const body = String(getValues('body') ?? '');
    const gap = body === '' || /\s$/.test(body) ? '' : ' ';
    setValue('body', `${body}${gap}{{${name}}}`, { shouldDirty: true });
  };
  return (
    <Box role="group" aria-label="Placeholders" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {data.map(({ name, title }) => (
        <Chip
          key={name}
          size="small"
          variant="outlined"
          label={title}
          title={`{{${name}}}`}
          onClick={() => insert(name)}
        />
      ))}
    </Box>
  );
}
