import { contactChannels, contactPurposes } from '@wedsync/domain/privacy';
import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { TemplatePreview } from './TemplatePreview.tsx';

/** Typing is not shown letter by letter: each preview asks the api. */
const pauseMs = 300;

/** The preview of what is being typed in the form around it. */
export function DraftPreview() {
  const [channel, purpose, subject, body]: unknown[] = useWatch({ name: ['channel', 'purpose', 'subject', 'body'] });
  const draft = useRested({
    channel: contactChannels.find((one) => one === channel) ?? 'email',
    purpose: contactPurposes.find((one) => one === purpose) ?? 'success',
    subject: channel === 'sms' ? '' : textOf(subject),
    body: textOf(body),
  });
  return <TemplatePreview draft={draft} />;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value once it has not changed for a moment. */
function useRested<T extends object>(value: T): T {
  const [rested, setRested] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(text)), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
