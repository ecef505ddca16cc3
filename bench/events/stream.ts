/** A dashboard: listens to the live stream and remembers when it heard of each event. */
export async function watchStream(url: string, cookie: string) {
  const seen = new Map<number, number>();
  const abort = new AbortController();
  const response = await fetch(url, { headers: { cookie, accept: 'text/event-stream' }, signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`The stream answers ${response.status}.`);
  void listen(response.body, seen).catch(() => undefined);
  return { seen, stop: () => abort.abort() };
}

async function listen(body: ReadableStream<Uint8Array>, seen: Map<number, number>): Promise<void> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const at = performance.now();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue;
      const { resource, id }: { resource?: string; id?: string } = JSON.parse(line.slice(6));
      if (resource === 'dunning-cases' && !seen.has(Number(id))) seen.set(Number(id), at);
    }
  }
}
