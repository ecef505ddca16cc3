import Button from '@mui/material/Button';
import { Banner } from '../components/Banner.tsx';

/** Over a form whose record somebody else saved meanwhile: what was typed stays until its author lets go of it. */
export function StaleNotice({ onShowTheirs }: { readonly onShowTheirs: () => void }) {
  return (
    <Banner
      tone="caution"
      action={
        <Button size="small" onClick={onShowTheirs}>
          Show theirs
        </Button>
      }
    >
      Somebody else saved this meanwhile. What you typed cannot be saved over it.
    </Banner>
  );
}
