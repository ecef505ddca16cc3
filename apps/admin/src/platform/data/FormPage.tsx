import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import {
  CreateBase,
  type DataProvider,
  EditBase,
  Form,
  type RaRecord,
  type UpdateParams,
  useEditContext,
  useRegisterMutationMiddleware,
  useSaveContext,
} from 'react-admin';
import { useFormState } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import { Page, PageHeader } from '../components/PageHeader.tsx';
import { Section } from '../components/Section.tsx';
import { SkeletonPage } from '../components/Skeletons.tsx';
import { RecordProblem } from './RecordProblem.tsx';
import { StaleNotice } from './StaleNotice.tsx';

export type FormPageProps = {
  readonly title: string;
  /** react-admin inputs. */
  readonly children: ReactNode;
  readonly saveLabel?: string;
  /** Where to go after saving; the record's page by default. */
  readonly redirect?: 'show' | 'list' | 'edit' | false;
  readonly defaultValues?: Record<string, unknown>;
  /** Stands beside the inputs and sees what is typed, such as a preview. */
  readonly beside?: ReactNode;
};

/** A create page. Field errors of the api appear at the fields. @example <CreatePage title="New task"><TaskInputs /></CreatePage> */
export function CreatePage({ redirect = 'show', ...form }: FormPageProps) {
  return (
    <CreateBase redirect={redirect}>
      <FormBody {...form} />
    </CreateBase>
  );
}

/**
 * An edit page; what is typed outlives what arrives meanwhile, and saving a record somebody else changed is refused with words.
 * @example <EditPage title="Edit note">…</EditPage>
 */
export function EditPage({ redirect = 'show', ...form }: FormPageProps) {
  return (
    <EditBase redirect={redirect} mutationMode="pessimistic" queryOptions={{ onError: () => undefined }}>
      <EditBody {...form} />
    </EditBase>
  );
}

type FormBodyProps = Omit<FormPageProps, 'redirect'>;

function EditBody(form: FormBodyProps) {
  const { record, error, isPending, refetch } = useEditContext<RaRecord>();
  if (record !== undefined) return <OpenedForm key={record.id} {...form} stored={record} />;
  return isPending ? <SkeletonPage /> : <RecordProblem error={error} retry={() => void refetch()} />;
}

/** The form holds the record as it was opened: the live stream brings others all the time, and react-admin resets a form to each of them. */
function OpenedForm({ stored, ...form }: FormBodyProps & { readonly stored: RaRecord }) {
  const [opened, open] = useState(stored);
  const openSaved = useCallback<Saving>(async (resource, params, next) => {
    const saved = await next(resource, params);
    open((before) => ({ ...before, ...saved.data }));
    return saved;
  }, []);
  useRegisterMutationMiddleware(openSaved);
  return (
    <FormBody {...form} record={opened}>
      {stored.version > opened.version && <Newer onShow={() => open(stored)} />}
      {form.children}
    </FormBody>
  );
}

type Update = DataProvider['update'];
type Saving = (resource: string, params: UpdateParams, next: Update) => ReturnType<Update>;

/** Somebody saved since the form was opened: an untouched form shows theirs, a touched one says so. */
function Newer({ onShow }: { readonly onShow: () => void }) {
  const { isDirty } = useFormState();
  const { saving } = useSaveContext();
  useEffect(() => {
    if (!isDirty) onShow();
  });
  return isDirty && saving !== true ? <StaleNotice onShowTheirs={onShow} /> : null;
}

function FormBody({
  title,
  children,
  saveLabel = 'Save',
  defaultValues,
  beside,
  record,
}: FormBodyProps & { readonly record?: RaRecord }) {
  return (
    <Page width={beside === undefined ? 'reading' : 'full'}>
      <PageHeader title={title} />
      <Form record={record} defaultValues={defaultValues} warnWhenUnsavedChanges>
        <Box sx={beside === undefined ? {} : twoColumns}>
          <Section>
            <Box sx={{ display: 'grid', gap: 4 }}>
              {children}
              <FormButtons saveLabel={saveLabel} />
            </Box>
          </Section>
          {beside}
        </Box>
      </Form>
    </Page>
  );
}

const twoColumns = {
  display: 'grid',
  gap: 5,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
} as const;

function FormButtons({ saveLabel }: { saveLabel: string }) {
  const { saving } = useSaveContext();
  const { isDirty } = useFormState();
  const navigate = useNavigate();
  return (
    <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 2 }}>
      <Button variant="text" onClick={() => void navigate(-1)}>
        Cancel
      </Button>
      <Button type="submit" variant="contained" disabled={!isDirty} loading={saving === true}>
        {saveLabel}
      </Button>
    </Box>
  );
}
