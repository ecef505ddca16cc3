import Box from '@mui/material/Box';
import { Link, useLocation } from 'react-router-dom';

const places = [
  { path: '/business-days', label: 'Days' },
  { path: '/reconciliation-exceptions', label: 'Exceptions' },
  { path: '/reconciled-payouts', label: 'Payouts' },
  { path: '/accounting-periods', label: 'Months' },
] as const;

/** The four sides of reconciliation, each a page of its own with its filters in the address. */
export function ReconciliationTabs() {
  const { pathname } = useLocation();
  return (
    <Box component="nav" aria-label="Reconciliation" sx={{ display: 'flex', gap: 3, mb: 2 }}>
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
