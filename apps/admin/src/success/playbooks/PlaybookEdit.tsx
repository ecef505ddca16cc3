import { EditPage } from '../../platform/index.ts';
import { DraftAside } from './editor/DraftAside.tsx';
import { PlaybookForm } from './PlaybookForm.tsx';

/** Changes the draft; what runs changes when two people publish it. */
export default function PlaybookEdit() {
  return (
    <EditPage title="Edit playbook" saveLabel="Save draft" beside={<DraftAside />}>
      <PlaybookForm />
    </EditPage>
  );
}
