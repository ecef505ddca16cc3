import Box from '@mui/material/Box';
import { Link, useLocation } from 'react-router-dom';
import { currentItem, useNavigation } from './capabilities-context.ts';
import { useCurrentPageTitle } from './page-title.ts';

/** Where the reader is: group, list, record. */
export function Breadcrumb() {
  const sections = useNavigation();
  const item = currentItem(sections, useLocation().pathname);
  const title = useCurrentPageTitle();
  const crumbs = [
    item && item.group !== 'Work' ? { text: item.group, to: undefined } : null,
    item ? { text: item.label, to: item.path } : null,
    title !== '' && title !== item?.label ? { text: title, to: undefined } : null,
  ].filter((crumb) => crumb !== null);
  return (
    <Box component="nav" aria-label="Breadcrumb" sx={{ minWidth: 0, flex: 1 }}>
      <Box
        component="ol"
        sx={{ display: 'flex', alignItems: 'center', gap: 2, listStyle: 'none', margin: 0, padding: 0, minWidth: 0 }}
      >
        {crumbs.map((crumb, index) => (
          <Crumb key={crumb.text} text={crumb.text} to={crumb.to} last={index === crumbs.length - 1} />
        ))}
      </Box>
    </Box>
  );
}

function Crumb({ text, to, last }: { text: string; to: string | undefined; last: boolean }) {
  return (
    <Box
      component="li"
      sx={{
        display: last ? 'flex' : { xs: 'none', sm: 'flex' },
        gap: 2,
        minWidth: 0,
        whiteSpace: 'nowrap',
        color: last ? 'text.primary' : 'text.secondary',
        fontWeight: last ? 500 : 400,
      }}
    >
      <Box
        component="span"
        aria-current={last ? 'page' : undefined}
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {to !== undefined && !last ? (
          <Link to={to} style={{ color: 'inherit', textDecoration: 'none' }}>
            {text}
          </Link>
        ) : (
          text
        )}
      </Box>
      {!last && (
        <Box component="span" aria-hidden sx={{ color: 'text.disabled' }}>
          /
        </Box>
      )}
    </Box>
  );
}
