type FormValue = string | FormHash;
interface FormHash {
  [key: string]: FormValue;
}

/** Nesting the API itself never exceeds. */
const maxDepth = 8;

/**
 * Reads `a[b][0]=c` forms: brackets become hashes, hashes with keys 0, 1, 2 … become arrays, `a[]=x` appends.
 * Everything stays text.
 */
export function parseForm(body: string): Record<string, unknown> {
  const root: FormHash = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) put(root, keysOf(name), value);
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, withArrays(value)]));
}

function keysOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[');
  return [head, ...rest.map((part) => part.replace(/\]$/, ''))].slice(0, maxDepth);
}

function put(root: FormHash, keys: readonly string[], value: string): void {
  let at = root;
  keys.forEach((rawKey, i) => {
    const key = rawKey === '' ? String(Object.keys(at).length) : rawKey;
    if (i === keys.length - 1) {
      at[key] = value;
      return;
    }
    const present = at[key];
    const next: FormHash = typeof present === 'object' ? present : Object.create(null);
    at[key] = next;
    at = next;
  });
}

function withArrays(value: FormValue): unknown {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value);
  const isList = entries.length > 0 && entries.every(([key], i) => key === String(i));
  if (isList) return entries.map(([, entry]) => withArrays(entry));
  return Object.fromEntries(entries.map(([key, entry]) => [key, withArrays(entry)]));
}
