import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

/** A grey line as tall as the text it stands for. */
export function SkeletonLine({ width = '100%', height = 14 }: { width?: number | string; height?: number }) {
  return (
    <Skeleton variant="rounded" width={width} height={height} sx={{ display: 'inline-block', maxWidth: '100%' }} />
  );
}

/** Rows of a list or card while it loads; keeps the height of `rows` rows. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  return (
    <Box role="status" aria-label="Loading" sx={{ display: 'grid' }}>
      {Array.from({ length: rows }, (_, index) => (
        <Box key={index} sx={{ height: 36, display: 'flex', alignItems: 'center', paddingInline: 3 }}>
          <SkeletonLine width={`${72 - ((index * 17) % 40)}%`} />
        </Box>
      ))}
    </Box>
  );
}

/** A page while its code or record loads: title, tiles, rows. */
export function SkeletonPage() {
  return (
    <Box role="status" aria-label="Loading the page" sx={{ display: 'grid', gap: 6, padding: 6 }}>
      <SkeletonLine width={240} height={24} />
      <Box
        sx={{
          border: 1,
          borderColor: 'divider',
          borderRadius: '8px',
          backgroundColor: 'background.paper',
          paddingBlock: 2,
        }}
      >
        <SkeletonRows rows={10} />
      </Box>
    </Box>
  );
}
