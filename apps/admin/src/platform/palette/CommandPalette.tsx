import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { Command } from 'cmdk';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { PaletteSearch } from '../capability.ts';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import type { ActionTarget } from '../data/action.ts';
import { useCapabilities, useNavigation } from '../layout/capabilities-context.ts';
import { holds } from '../session/permission.ts';
import { useSession } from '../session/use-session.ts';
import { PageActions } from './PageActions.tsx';
import { paletteStyle } from './palette-style.ts';
import { SearchResults } from './SearchResults.tsx';

/** Ctrl-K: pages, commands, records by name, and the actions of the record on screen. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [action, setAction] = useState<ActionTarget | null>(null);
  const navigate = useNavigate();
  const go = (path: string) => {
    onClose();
    void navigate(path);
  };
  if (action !== null) return <ActionDialog {...action} open onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      aria-label="Search and commands"
      fullWidth
      maxWidth="sm"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' }, '& .MuiDialog-paper': { marginTop: '12vh' } }}
    >
      <Box sx={paletteStyle}>
        <Command label="Search and commands" loop>
          <Command.Input
            autoFocus
            value={text}
            onValueChange={setText}
            placeholder="Go to a supplier or page, or run an action"
          />
          <Command.List>
            <Command.Empty>Nothing found. Try a business name, a page or an action.</Command.Empty>
            <Records text={text} onChoose={go} />
            <PageActions onChoose={setAction} />
            <Commands onChoose={onClose} />
            <Pages onChoose={go} />
          </Command.List>
        </Command>
      </Box>
    </Dialog>
  );
}

function Records({ text, onChoose }: { text: string; onChoose: (path: string) => void }) {
  const permissions = useSession()?.permissions ?? [];
  const searches: PaletteSearch[] = useCapabilities()
    .flatMap(({ searches = [] }) => searches)
    .filter(({ permission }) => holds(permissions, permission));
  return searches.map((search) => <SearchResults key={search.name} search={search} text={text} onChoose={onChoose} />);
}

function Pages({ onChoose }: { onChoose: (path: string) => void }) {
  return useNavigation().map(({ group, items }) => (
    <Command.Group key={group} heading={group === 'Work' ? 'Pages' : group}>
      {items.map(({ label, path, icon: Icon }) => (
        <Command.Item key={path} value={`${group} ${label} ${path}`} onSelect={() => onChoose(path)}>
          <Icon aria-hidden sx={{ fontSize: 16 }} />
          {label}
        </Command.Item>
      ))}
    </Command.Group>
  ));
}

function Commands({ onChoose }: { onChoose: () => void }) {
  const permissions = useSession()?.permissions ?? [];
  const navigate = useNavigate();
  const commands = useCapabilities()
    .flatMap(({ commands = [] }) => commands)
    .filter(({ permission }) => holds(permissions, permission));
  if (commands.length === 0) return null;
  const choose = (run: (typeof commands)[number]['run']) => {
    onChoose();
    run({ navigate: (path) => void navigate(path) });
  };
  return (
    <Command.Group heading="Commands">
      {commands.map(({ name, label, keywords, run }) => (
        <Command.Item
          key={name}
          value={`${label} ${name}`}
          keywords={keywords?.split(' ')}
          onSelect={() => choose(run)}
        >
          {label}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
