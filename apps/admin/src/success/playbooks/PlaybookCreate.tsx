import { useSearchParams } from 'react-router-dom';
import { CreatePage } from '../../platform/index.ts';
import { DraftAside } from './editor/DraftAside.tsx';
import { definitionForPlan, newDefinition } from './editor/new-parts.ts';
import { PlaybookForm } from './PlaybookForm.tsx';

/** Begins a playbook, for a plan when the address names one; it stays a draft until two people publish it. */
export default function PlaybookCreate() {
  const [search] = useSearchParams();
  const plan = search.get('plan');
  return (
    <CreatePage
      title="New playbook"
      saveLabel="Save draft"
      defaultValues={{ draft: plan === null ? newDefinition : definitionForPlan(plan) }}
      beside={<DraftAside />}
    >
      <PlaybookForm />
    </CreatePage>
  );
}
