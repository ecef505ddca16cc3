import { useSearchParams } from 'react-router-dom';

/** Parts of an address to set; null takes one away, what is not named stays. */
export type AddressChange = Readonly<Record<string, string | null | undefined>>;

/**
 * The search part of the address and how to change it in place, so that every view of a page has a link and going back leaves the page.
 * @example const [search, change] = useAddress();
 */
export function useAddress(): readonly [URLSearchParams, (next: AddressChange) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (next: AddressChange) =>
    setSearch(
      (previous) => {
        const changed = new URLSearchParams(previous);
        for (const [name, value] of Object.entries(next)) {
          if (value === null) changed.delete(name);
          else if (value !== undefined) changed.set(name, value);
        }
        return changed;
      },
      { replace: true },
    );
  return [search, change];
}
