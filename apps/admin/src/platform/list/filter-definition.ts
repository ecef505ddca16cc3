export type Choice = { readonly id: string; readonly name: string };

type Common = { readonly source: string; readonly label: string };

/** A filter of a list. `source` is the filter name the api knows. */
export type FilterDefinition =
  | (Common & { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly multiple?: boolean })
  | (Common & { readonly kind: 'text' | 'number' | 'date' })
  | (Common & { readonly kind: 'yes-no' })
  | (Common & {
      /** Minor units of `currency`, typed in major units. */
      readonly kind: 'money';
      readonly currency: string;
    });

export type FilterValues = Readonly<Record<string, unknown>>;
