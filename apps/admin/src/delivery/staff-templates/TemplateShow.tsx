import EditOutlined from '@mui/icons-material/EditOutlined';
import Button from '@mui/material/Button';
import type { StaffTemplate } from '@wedsync/domain/delivery';
import { purposeTitles } from '@wedsync/domain/privacy';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  CopyId,
  KeyValueList,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  UsedBy,
  usePermission,
} from '../../platform/index.ts';
import { channelName } from '../messages/message-columns.tsx';
import { TemplatePreview } from './TemplatePreview.tsx';
import { TemplateState } from './template-columns.tsx';

/** One template: where it stands, and what its draft says to a real supplier. */
export default function TemplateShow() {
  return <RecordPage<StaffTemplate>>{(template) => <TemplateDetails template={template} />}</RecordPage>;
}

function TemplateDetails({ template }: { readonly template: StaffTemplate }) {
  const { id, name, channel, purpose, subject, body } = template;
  const mayEdit = usePermission('message-templates:update');
  const actions = (
    <>
      {mayEdit && (
        <Button component={Link} to={`/message-templates/${id}`} variant="outlined" startIcon={<EditOutlined />}>
          Edit
        </Button>
      )}
      <ActionButton resource="message-templates" id={id} verb="publish" variant="contained" />
      {template.state !== 'archived' && (
        <ActionButton resource="message-templates" id={id} verb="archive" color="error" />
      )}
    </>
  );
  return (
    <>
      <PageHeader title={name} hint={<TemplateState template={template} />} actions={actions} />
      <Section title="Template">
        <KeyValueList items={facts(template)} />
      </Section>
      <UsedBy resource="message-templates" id={id} />
      <TemplatePreview draft={{ channel, purpose, subject, body }} />
    </>
  );
}

function facts({ id, channel, purpose, publishedVersion, description, updatedAt }: StaffTemplate) {
  return [
    { label: 'By', value: channelName(channel) },
    { label: 'For', value: purposeTitles[purpose] },
    { label: 'Sent now', value: publishedVersion === null ? 'Nothing yet' : `Version ${publishedVersion}` },
    { label: 'Changed', value: <RelativeTime at={updatedAt} /> },
    { label: 'Note', value: description ?? '–' },
    { label: 'Id', value: <CopyId id={id} /> },
  ];
}
