import { healthModelConfigSchema, type HealthModelConfig, type HealthModelRow } from '@wedsync/domain/success';
import { useEffect, useState } from 'react';
import { HttpError, useNotify, useUpdate } from 'react-admin';
import { readProblem } from '../../../platform/index.ts';

/** What is wrong, by the path of the field inside the model ("measures.3.curve.1.0"). */
export type Faults = Readonly<Record<string, string | undefined>>;

/** What each part of the editor is given. */
export type EditorPartProps = {
  readonly config: HealthModelConfig;
  readonly faults: Faults;
  readonly onChange: (config: HealthModelConfig) => void;
};

type Typed = { readonly title: string; readonly note: string; readonly config: HealthModelConfig };

export type ModelDraft = Typed & {
  readonly faults: Faults;
  readonly isDirty: boolean;
  /** Somebody else saved meanwhile: nothing of theirs is overwritten. */
  readonly isStale: boolean;
  readonly isSaving: boolean;
  readonly change: (change: Partial<Typed>) => void;
  readonly save: () => void;
  /** Lets go of what was typed and shows what is stored. */
  readonly reload: () => void;
};

/** A draft while it is edited: what is typed stands in front of what is stored, and is checked by the schema the api checks it with. */
export function useModelDraft(stored: HealthModelRow): ModelDraft {
  const [typed, setTyped] = useState<(Typed & { readonly version: number }) | null>(null);
  const [update, { isPending }] = useUpdate<HealthModelRow>();
  const [refused, setRefused] = useState<Faults>({});
  const notify = useNotify();
  const kept = { title: stored.title, note: stored.note ?? '', config: stored.config, version: stored.version };
  const { version, ...shown } = typed ?? kept;
  const { title, note, config } = shown;
  const isDirty =
    typed !== null && JSON.stringify({ ...typed, version: 0 }) !== JSON.stringify({ ...kept, version: 0 });
  const reload = () => {
    setTyped(null);
    setRefused({});
  };
  useLeaveGuard(isDirty);
  const save = () =>
    void update(
      'health-models',
      { id: stored.id, data: { version, title, note: note === '' ? null : note, config }, previousData: stored },
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
    ...shown,
    faults: { ...refused, ...faultsOf(config), ...(title.trim() === '' ? { title: 'A model needs a title.' } : {}) },
    isDirty,
    isStale: isDirty && stored.version > version,
    isSaving: isPending,
    change: (change) => setTyped({ ...shown, version, ...change }),
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

/** The browser asks before a page with unsaved changes closes. */
function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
