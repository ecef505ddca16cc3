import Button from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import { Banner, refreshSession, useSession, type ViewAs } from '../../platform/index.ts';
import { endViewAs, problemIn } from '../security/account-requests.ts';

/** Says through whose eyes one is looking, for how long, and how to stop. */
export function ViewAsBanner() {
  const viewAs = useSession()?.viewAs ?? null;
  useFreshDataWhenEyesChange(viewAs?.supplierId ?? null);
  return viewAs === null ? null : <Visiting viewAs={viewAs} />;
}

function Visiting({ viewAs }: { readonly viewAs: ViewAs }) {
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const left = useCountdown(viewAs.expiresAt);
  const end = async () => {
    setBusy(true);
    try {
      await endViewAs();
      await refreshSession();
    } catch (error) {
      notify(problemIn(error).message, { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Banner
      tone="caution"
      action={
        <Button variant="outlined" loading={busy} onClick={() => void end()}>
          Stop viewing
        </Button>
      }
    >
      You see only what belongs to {viewAs.businessName}, and can change nothing. Reason: {viewAs.reason}. Ends by
      itself in <span className="tabular">{left}</span>.
    </Banner>
  );
}

/** Minutes and seconds until an instant; asks the api who one is when it is reached. */
function useCountdown(until: string): string {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const leftSeconds = Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1_000));
  const over = leftSeconds === 0;
  useEffect(() => {
    if (over) void refreshSession().catch(() => undefined);
  }, [over]);
  return `${Math.floor(leftSeconds / 60)}:${String(leftSeconds % 60).padStart(2, '0')}`;
}

/** Everything on the page was read with other eyes. */
function useFreshDataWhenEyesChange(supplierId: string | null): void {
  const queryClient = useQueryClient();
  const seenAs = useRef(supplierId);
  useEffect(() => {
    if (seenAs.current === supplierId) return;
    seenAs.current = supplierId;
    void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'who-am-i' });
  }, [queryClient, supplierId]);
}
