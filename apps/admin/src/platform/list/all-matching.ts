import { createContext, useContext } from 'react';

/** Whether what is chosen is everything that matches the list's filter, and how many that are. */
export type AllMatching = { readonly chosen: boolean; readonly total: number };

export const AllMatchingContext = createContext<AllMatching>({ chosen: false, total: 0 });

/** What the bulk actions of a list act on: all that match, or only the rows that are selected. */
export function useAllMatching(): AllMatching {
  return useContext(AllMatchingContext);
}
