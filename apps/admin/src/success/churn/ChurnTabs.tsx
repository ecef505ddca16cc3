import Box from '@mui/material/Box';
import { Link, useLocation } from 'react-router-dom';

const places = [
  { path: '/churn-predictions', label: 'Worklist' },
  { path: '/churn-models', label: 'Models' },
] as const;

/** The two sides of churn: whom to call, and what says so. */
export function ChurnTabs() {
  const { pathname } = useLocation();
  return (
    <Box component="nav" aria-label="Churn" sx={{ display: 'flex', gap: 3, mb: 2 }}>
      {places.map(({ path, label }) => (
        <Box
          key={path}
          component={Link}
          to={path}
          aria-current={pathname === path ? 'page' : undefined}
          sx={{
            fontWeight: pathname === path ? 600 : 400,
            textDecoration: pathname === path ? 'underline' : 'none',
            color: 'text.primary',
          }}
        >
          {label}
        </Box>
      ))}
    </Box>
  );
}
