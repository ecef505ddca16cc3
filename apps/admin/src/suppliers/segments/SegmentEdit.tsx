import { BooleanInput, useRecordContext } from 'react-admin';
import type { Segment } from '@wedsync/domain/suppliers';
import { Link } from 'react-router-dom';
import { Banner, EditPage, recordPath, useAgreedWords } from '../../platform/index.ts';
import { RuleInput } from './builder/RuleInput.tsx';
import { SegmentInputs } from './SegmentInputs.tsx';

/** Changes a segment. Another rule moves its members at once. */
export default function SegmentEdit() {
  return (
    <EditPage title="Edit segment">
      <SegmentInputs />
      <WhoIsInIt />
    </EditPage>
  );
}

/** Where two people agreed to something that stands on the segment, its rule is changed by two as well, from its page. */
function WhoIsInIt() {
  const segment = useRecordContext<Segment>();
  return segment === undefined ? null : <Agreed id={segment.id} />;
}

function Agreed({ id }: Pick<Segment, 'id'>) {
  const agreed = useAgreedWords({ resource: 'segments', id });
  if (agreed !== null)
    return (
      <Banner tone="caution" action={<Link to={recordPath('segments', id)}>To its page</Link>}>
        Used by the {agreed}: a change of who is in it waits for a second person. Ask for it on its page.
      </Banner>
    );
  return (
    <>
      <RuleInput source="rule" />
      <BooleanInput source="archived" helperText="An archived segment keeps its history and is no longer refreshed." />
    </>
  );
}
