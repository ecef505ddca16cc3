import Button from '@mui/material/Button';
import { Link, useLocation } from 'react-router-dom';
import { Banner, countOf } from '../../platform/index.ts';
import { useCriticalMonitors } from './monitor-data.ts';

/** One line above the first page while anything of the house is critical. */
export function CriticalLine() {
  return useLocation().pathname === '/' ? <Critical /> : null;
}

function Critical() {
  const { data = [], total = 0 } = useCriticalMonitors();
  const [first] = data;
  if (first === undefined) return null;
  const words =
    total === 1 ? `${first.title} is critical.` : `${countOf(total, 'monitor')} are critical, ${first.title} first.`;
  return (
    <Banner
      tone="critical"
      action={
        <Button component={Link} to="/monitors" variant="outlined">
          Look at monitors
        </Button>
      }
    >
      {words} {first.why}
    </Banner>
  );
}
