import { backoffMs } from './backoff.ts';
import { type LiveEvent, readLiveEvent } from './live-event.ts';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

export type LiveListener = {
  readonly onEvent: (event: LiveEvent) => void;
  /** A run of a job got on: news of the moment, which is no event and nothing to resume from. */
  readonly onJob: () => void;
  readonly onState: (state: LiveState) => void;
  /** The connection is back after a gap: what was missed before the last known event may have been dropped by the server. */
  readonly onCatchUp: () => void;
};

/**
 * One EventSource that stays up: reconnects with backoff and asks for what came after the last event it saw. The browser sends
 * Last-Event-ID by itself while its own retries last; after that the id travels as a query parameter.
 * @returns how to close it
 */
export function openLiveConnection(url: string, listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let lastEventId = '';

  function connect(): void {
    const address = lastEventId === '' ? url : `${url}?lastEventId=${encodeURIComponent(lastEventId)}`;
    source = new EventSource(address, { withCredentials: true });
    source.addEventListener('open', opened);
    source.addEventListener('error', failed);
    source.addEventListener('change', received);
    source.addEventListener('job', listener.onJob);
  }
  function opened(): void {
    listener.onState('live');
    if (attempt > 0) listener.onCatchUp();
    attempt = 0;
  }
  function received(message: MessageEvent<string>): void {
    if (message.lastEventId !== '') lastEventId = message.lastEventId;
    const event = readLiveEvent(message.lastEventId, message.data);
    if (event !== null) listener.onEvent(event);
  }
  function failed(): void {
    source?.close();
    attempt += 1;
    listener.onState('reconnecting');
    timer = setTimeout(connect, backoffMs(attempt, Math.random()));
  }

  listener.onState('connecting');
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
