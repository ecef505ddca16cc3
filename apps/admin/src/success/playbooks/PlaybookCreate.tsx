import { CreatePage } from '../../platform/index.ts';
import { DraftAside } from './editor/DraftAside.tsx';
import { newDefinition } from './editor/new-parts.ts';
import { PlaybookForm } from './PlaybookForm.tsx';

/** Begins a playbook; it stays a draft until two people publish it. */
export default function PlaybookCreate() {
  return (
    <CreatePage
      title="New playbook"
      saveLabel="Save draft"
      defaultValues={{ draft: newDefinition }}
      beside={<DraftAside />}
    >
      <PlaybookForm />
    </CreatePage>
  );
}
