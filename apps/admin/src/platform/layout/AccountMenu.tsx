import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useLogout } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { humanize } from '../format/status-tone.ts';
import { holds } from '../session/permission.ts';
import { useSession } from '../session/use-session.ts';
import { useCapabilities } from './capabilities-context.ts';

/** Who is signed in, their settings, and the ways out. */
export function AccountMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const session = useSession();
  const navigate = useNavigate();
  const logout = useLogout();
  const entries = useCapabilities()
    .flatMap(({ accountMenu = [] }) => accountMenu)
    .filter(({ permission }) => holds(session?.permissions ?? [], permission));
  if (session === null) return null;
  const { name, email, roles } = session.staff;
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        aria-label={`Account of ${name}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar
          sx={({ colours }) => ({
            width: 24,
            height: 24,
            fontSize: 11,
            fontWeight: 600,
            color: colours.tone.accent.text,
            backgroundColor: colours.tone.accent.background,
          })}
        >
          {initials(name)}
        </Avatar>
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close} onClick={close}>
        <Box sx={{ paddingInline: 2, paddingBlock: 1, maxWidth: 260 }}>
          <Box sx={{ fontWeight: 600 }}>{name}</Box>
          <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{email}</Box>
          <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{roles.map(humanize).join(', ')}</Box>
        </Box>
        <Divider sx={{ marginBlock: 1 }} />
        {entries.map(({ label, path }) => (
          <MenuItem key={path} onClick={() => void navigate(path)}>
            {label}
          </MenuItem>
        ))}
        <MenuItem onClick={onShowKeys}>Keyboard shortcuts</MenuItem>
        <Divider sx={{ marginBlock: 1 }} />
        <MenuItem onClick={() => void logout()}>Sign out</MenuItem>
        <MenuItem onClick={() => void logout({ everywhere: true })}>Sign out everywhere</MenuItem>
      </Menu>
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase() ?? '')
    .join('');
}
