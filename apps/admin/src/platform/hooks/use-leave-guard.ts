import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import { useBlocker } from 'react-router-dom';

/** Asks before a page with unsaved changes is left or closed; another tab of the same page is no leaving. */
export function useLeaveGuard(isDirty: boolean): void {
  const translate = useTranslate();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  const answered = useRef<unknown>(null);
  useEffect(() => {
    // The router tells of an answer a moment later than it was given.
    if (blocker.state !== 'blocked' || answered.current === blocker) return;
    answered.current = blocker;
    // What was saved or deleted while the way was barred is nothing to lose any more.
    if (!isDirty || window.confirm(translate('ra.message.unsaved_changes'))) blocker.proceed();
    else blocker.reset();
  }, [blocker, isDirty, translate]);
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
