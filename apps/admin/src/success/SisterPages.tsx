import Box from '@mui/material/Box';
import { Link, useLocation } from 'react-router-dom';

type Place = { readonly path: string; readonly label: string };

/** Pages that belong together, each a click from the others. */
export function SisterPages({ label, places }: { readonly label: string; readonly places: readonly Place[] }) {
  const { pathname } = useLocation();
  return (
    <Box component="nav" aria-label={label} sx={{ display: 'flex', gap: 3, mb: 2 }}>
      {places.map((place) => (
        <Box
          key={place.path}
          component={Link}
          to={place.path}
          aria-current={pathname === place.path ? 'page' : undefined}
          sx={{
            fontWeight: pathname === place.path ? 600 : 400,
            textDecoration: pathname === place.path ? 'underline' : 'none',
            color: 'text.primary',
          }}
        >
          {place.label}
        </Box>
      ))}
    </Box>
  );
}
