import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { Supplier } from '@wedsync/domain/suppliers';
import { useNotify, useUpdate } from 'react-admin';
import { Link } from 'react-router-dom';
import { ActionButton, listUrl, Section, ToneChip, usePermission } from '../../platform/index.ts';
import { problemWords } from '../problem-words.ts';

/** Tags of a supplier; each leads to everyone who has it. */
export function TagsSection({ supplier }: { readonly supplier: Supplier }) {
  const [update, { isPending }] = useUpdate<Supplier>();
  const notify = useNotify();
  const mayEdit = usePermission('suppliers:update');
  const remove = (tag: string) => {
    const data = { tags: supplier.tags.filter((other) => other !== tag) };
    const onError = (error: unknown) => notify(problemWords(error), { type: 'error' });
    void update('suppliers', { id: supplier.id, data, previousData: supplier }, { onError });
  };
  return (
    <Section
      title="Tags"
      actions={<ActionButton resource="suppliers" id={supplier.id} verb="tag" label="Add tag" variant="text" />}
    >
      {supplier.tags.length === 0 && (
        <Box sx={{ color: 'text.secondary' }}>Tags group suppliers across lists, such as “vip”.</Box>
      )}
      <Box component="ul" sx={{ listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 2, margin: 0, padding: 0 }}>
        {supplier.tags.map((tag) => (
          <Box component="li" key={tag} sx={{ display: 'inline-flex', alignItems: 'center' }}>
            <Link to={listUrl('suppliers', { filter: { tag } })}>
              <ToneChip tone="neutral">{tag}</ToneChip>
            </Link>
            {mayEdit && (
              <IconButton
                aria-label={`Remove tag ${tag}`}
                disabled={isPending}
                onClick={() => remove(tag)}
                sx={{ padding: '2px' }}
              >
                <Close sx={{ fontSize: 12 }} />
              </IconButton>
            )}
          </Box>
        ))}
      </Box>
    </Section>
  );
}
