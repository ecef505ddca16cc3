/** What is wrong, and where in the playbook. */
export type Fault = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What is wrong inside one part, with places told from there. */
export function faultsIn(faults: readonly Fault[], ...place: readonly PropertyKey[]): readonly Fault[] {
  return faults
    .filter(({ path }) => place.every((key, index) => path[index] === key))
    .map(({ path, message }) => ({ path: path.slice(place.length), message }));
}

/** The first thing wrong with one field, or anything in it. */
export function faultAt(faults: readonly Fault[], ...place: readonly PropertyKey[]): string | undefined {
  return faultsIn(faults, ...place)[0]?.message;
}
