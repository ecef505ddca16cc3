import { useEffect, useRef, useSyncExternalStore } from 'react';

export type Shortcut = {
  /** A key as KeyboardEvent.key names it ("j", "?", "/"), or with a modifier "mod+k" (Ctrl, or Cmd on a Mac). */
  readonly keys: string;
  readonly description: string;
  readonly group: string;
  readonly run: (event: KeyboardEvent) => void;
  readonly disabled?: boolean;
  /** Goes on while the key is held down, as moving through rows does; what changes something never does. */
  readonly repeats?: boolean;
};

type Entry = { readonly current: Shortcut };

let registered: readonly Entry[] = [];
const listeners = new Set<() => void>();

/** Makes a key do something while the caller is shown, and lists it in the key help. Typing in a field never triggers plain keys. */
export function useShortcut(shortcut: Shortcut): void {
  const entry = useRef(shortcut);
  useEffect(() => {
    entry.current = shortcut;
  });
  useEffect(() => register(entry), []);
}

/** Every shortcut that works right now. */
export function useShortcuts(): readonly Shortcut[] {
  const entries = useSyncExternalStore(subscribe, () => registered);
  return entries.map(({ current }) => current).filter(({ disabled }) => disabled !== true);
}

function register(entry: Entry): () => void {
  if (registered.length === 0) document.addEventListener('keydown', onKeyDown);
  replace([...registered, entry]);
  return () => {
    replace(registered.filter((other) => other !== entry));
    if (registered.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

/** The most recently mounted shortcut wins, so a panel may take over a key of the page below it. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const match = registered.findLast(({ current }) => current.disabled !== true && matches(current.keys, event));
  if (match === undefined) return;
  event.preventDefault();
  if (isMeant(match.current, event)) match.current.run(event);
}

/** Whether a press asks for the shortcut anew, or as a key that is held down. */
export function isMeant({ repeats = false }: Pick<Shortcut, 'repeats'>, { repeat }: { repeat: boolean }): boolean {
  return repeats || !repeat;
}

function matches(keys: string, event: KeyboardEvent): boolean {
  const wantsModifier = keys.startsWith('mod+');
  const key = wantsModifier ? keys.slice('mod+'.length) : keys;
  if (event.altKey || (event.ctrlKey || event.metaKey) !== wantsModifier) return false;
  if (!wantsModifier && isBusyElsewhere(event.target)) return false;
  return event.key === key || (wantsModifier && event.key.toLowerCase() === key);
}

/** True inside fields, and inside dialogs and menus, which have keys of their own. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return (
    target.closest('input:not([type=checkbox]), textarea, select, [role=dialog], [role=menu], [role=listbox]') !== null
  );
}

function replace(next: readonly Entry[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
