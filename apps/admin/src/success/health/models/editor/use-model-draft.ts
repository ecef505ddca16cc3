import { healthModelConfigSchema, type HealthModelConfig, type HealthModelRow } from '@wedsync/domain/success';
import { useState } from 'react';
import { HttpError, useNotify, useUpdate } from 'react-admin';
import { type Draft, readProblem, useDraft } from '../../../../platform/index.ts';

/** What is wrong, by the path of the field inside the model ("measures.3.curve.1.0"). */
export type Faults = Readonly<Record<string, string | undefined>>;

/** What each part of the editor is given. */
export type EditorPartProps = {
  readonly config: HealthModelConfig;
  readonly faults: Faults;
  readonly onChange: (config: HealthModelConfig) => void;
};

type Typed = { readonly title: string; readonly note: string; readonly config: HealthModelConfig };

export type ModelDraft = Typed &
  Pick<Draft<Typed>, 'isDirty' | 'isStale'> & {
    readonly faults: Faults;
    readonly isSaving: boolean;
    readonly change: (change: Partial<Typed>) => void;
    readonly save: () => void;
    /** Lets go of what was typed and shows what is stored. */
    readonly reload: () => void;
  };

/** A draft while it is edited: what is typed stands in front of what is stored, and is checked by the schema the api checks it with. */
export function useModelDraft(stored: HealthModelRow): ModelDraft {
  const { title, note, config, version } = stored;
  const { value, drop, type, ...draft } = useDraft<Typed>({ value: { title, note: note ?? '', config }, version });
  const [update, { isPending }] = useUpdate<HealthModelRow>();
  const [refused, setRefused] = useState<Faults>({});
  const notify = useNotify();
  const data = { ...value, note: value.note === '' ? null : value.note, version: draft.version };
  const reload = () => {
    drop();
    setRefused({});
  };
  const save = () =>
    void update(
      'health-models',
      { id: stored.id, data, previousData: stored },
      {
        onSuccess: () => {
          reload();
          notify('Draft saved', { type: 'success' });
        },
        onError: (error) => {
          const problem = error instanceof HttpError ? readProblem(error.status, error.body) : null;
          setRefused(withoutPrefix(problem?.errors ?? {}));
          notify(problem?.message ?? 'The draft could not be saved', { type: 'error' });
        },
      },
    );
  return {
    ...value,
    ...draft,
    faults: {
      ...refused,
      ...faultsOf(value.config),
      ...(value.title.trim() === '' ? { title: 'A model needs a title.' } : {}),
    },
    isSaving: isPending,
    change: (change) => {
      // What the api refused was what stood there before.
      setRefused({});
      type({ ...value, ...change });
    },
    save,
    reload,
  };
}

function faultsOf(config: HealthModelConfig): Faults {
  const checked = healthModelConfigSchema.safeParse(config);
  const issues = checked.error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

function withoutPrefix(errors: Readonly<Record<string, string>>): Faults {
  return Object.fromEntries(Object.entries(errors).map(([field, why]) => [field.replace(/^config\./, ''), why]));
}
