import { EditPage } from '../../platform/index.ts';
import { DraftPreview } from './DraftPreview.tsx';
import { TemplateInputs } from './TemplateInputs.tsx';

/** Changes the draft; what is sent changes when it is published. */
export default function TemplateEdit() {
  return (
    <EditPage title="Edit template" saveLabel="Save draft" beside={<DraftPreview />}>
      <TemplateInputs />
    </EditPage>
  );
}
