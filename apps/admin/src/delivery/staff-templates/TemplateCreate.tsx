import { CreatePage } from '../../platform/index.ts';
import { DraftPreview } from './DraftPreview.tsx';
import { TemplateInputs } from './TemplateInputs.tsx';

/** Begins a template; it stays a draft until it is published. */
export default function TemplateCreate() {
  return (
    <CreatePage
      title="New template"
      saveLabel="Save draft"
      defaultValues={{
        channel: 'email',
        purpose: 'success',
        subject: '',
        body: 'Hello {{contact.first_name|there}},\n\n',
      }}
      beside={<DraftPreview />}
    >
      <TemplateInputs isNew />
    </CreatePage>
  );
}
