type Named = { readonly name: string };

/** Names are keys in the database: two things of one kind must not share one. @throws Error naming the first that is taken twice */
export function checkNames(kinds: Readonly<Record<string, readonly Named[]>>): void {
  for (const [kind, things] of Object.entries(kinds)) {
    const names = things.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`There are two ${kind}s named ${twice}.`);
  }
}
