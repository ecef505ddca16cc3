import { localStorageStore, type Store } from 'react-admin';

const version = '1';
const application = 'BackOffice';
/** Keys that belong to the device, not to the person: theme, rail, column choice. */
const devicePrefix = 'device.';

/** react-admin's store; signing out forgets filters and list positions but keeps what belongs to the device. */
export function createPreferenceStore(): Store {
  const store = localStorageStore(version, application);
  return { ...store, reset: () => forgetPersonalKeys(store) };
}

function forgetPersonalKeys(store: Store): void {
  const prefix = `RaStore${application}.`;
  const keys = Object.keys(window.localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  for (const key of keys) if (!key.startsWith(devicePrefix) && key !== 'version') store.removeItem(key);
}
