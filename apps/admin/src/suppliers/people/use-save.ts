import { HttpError, type RaRecord, useCreate, useUpdate } from 'react-admin';
import { type Problem, readProblem } from '../../platform/index.ts';

export type Save = {
  readonly save: (data: Readonly<Record<string, unknown>>) => void;
  readonly problem: Problem | null;
  readonly isPending: boolean;
};

/** Creates a record, or changes the one given; keeps the problem with its fields for the form to show. */
export function useSave<R extends RaRecord>(resource: string, existing: R | null, onDone: () => void): Save {
  const [create, creating] = useCreate();
  const [update, updating] = useUpdate();
  const error: unknown = existing === null ? creating.error : updating.error;
  const save = (data: Readonly<Record<string, unknown>>) => {
    const options = { onSuccess: onDone };
    if (existing === null) void create(resource, { data: { ...data } }, options);
    else void update(resource, { id: existing.id, data: { ...data }, previousData: existing }, options);
  };
  return {
    save,
    problem: error instanceof HttpError ? readProblem(error.status, error.body) : null,
    isPending: creating.isPending || updating.isPending,
  };
}
