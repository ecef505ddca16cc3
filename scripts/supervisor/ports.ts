import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws Error naming the port that something else already listens on */
export async function refuseBusyPorts(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const probe = createServer().listen(port, '127.0.0.1');
    const outcome = await Promise.race([
      once(probe, 'listening').then(() => 'free'),
      once(probe, 'error').then(() => 'busy'),
    ]).catch(() => 'busy');
    probe.close();
    if (outcome === 'busy')
      throw new Error(
        `Port ${port} is in use by another program. Free it, or set API_PORT, SANDBOX_PORT, SANDBOX_SMTP_PORT or WORKER_HTTP_PORT.`,
      );
  }
}
