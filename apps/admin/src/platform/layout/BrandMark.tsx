import { useTheme } from '@mui/material/styles';

/** Two linked rings: the mark of the product. */
export function BrandMark({ size = 24 }: { size?: number }) {
  const { colours } = useTheme();
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill={colours.accent} />
      <g fill="none" stroke={colours.onAccent} strokeWidth="2.6">
        <circle cx="12.5" cy="17" r="6" />
        <circle cx="19.5" cy="15" r="6" />
      </g>
    </svg>
  );
}
