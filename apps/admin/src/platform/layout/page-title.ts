import { useEffect, useSyncExternalStore } from 'react';

const product = 'WedSync Back Office';
let current = '';
const listeners = new Set<() => void>();

/** Names the page in the browser tab and the top bar while the caller is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    setTitle(title);
    return () => setTitle('');
  }, [title]);
}

/** The title of the page shown now. */
export function useCurrentPageTitle(): string {
  return useSyncExternalStore(subscribe, () => current);
}

function setTitle(title: string): void {
  current = title;
  document.title = title === '' ? product : `${title} · ${product}`;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
