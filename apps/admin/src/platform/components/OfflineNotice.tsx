import { useSyncExternalStore } from 'react';
import { Banner } from './Banner.tsx';

/** Says that the device is offline, while it is. */
export function OfflineNotice() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <Banner tone="caution">
      You are offline. What you see may be old; nothing you change can be saved until you are back.
    </Banner>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
