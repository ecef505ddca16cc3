import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { CreateBase, EditBase, Form, type RaRecord, useEditContext, useSaveContext } from 'react-admin';
import { useFormState } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import { Page, PageHeader } from '../components/PageHeader.tsx';
import { Section } from '../components/Section.tsx';
import { SkeletonPage } from '../components/Skeletons.tsx';

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

/** An edit page; saving a record somebody else changed meanwhile is refused with words. @example <EditPage title="Edit note">…</EditPage> */
export function EditPage({ redirect = 'show', ...form }: FormPageProps) {
  return (
    <EditBase redirect={redirect} mutationMode="pessimistic">
      <EditBody {...form} />
    </EditBase>
  );
}

function EditBody(form: Omit<FormPageProps, 'redirect'>) {
  const { isPending } = useEditContext<RaRecord>();
  return isPending ? <SkeletonPage /> : <FormBody {...form} />;
}

function FormBody({ title, children, saveLabel = 'Save', defaultValues, beside }: Omit<FormPageProps, 'redirect'>) {
  return (
    <Page width={beside === undefined ? 'reading' : 'full'}>
      <PageHeader title={title} />
      <Form defaultValues={defaultValues} warnWhenUnsavedChanges>
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
