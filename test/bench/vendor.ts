import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What either vendor answers to any call that went well, all in one. */
const well = JSON.stringify({
  ...{ errcode: 0, errmsg: 'ok', access_token: 'token', expires_in: 7200, msgid: 'message', response_code: 'code' },
  ...{
    accessToken: 'token',
    expireIn: 7200,
    processQueryKey: 'message',
    result: { deliverResults: [] },
    success: true,
  },
});

/**
 * Both vendors' APIs, agreeing to everything; it shares the generator's process, so that the bot's own work is what is measured.
 * @param heard - gets the body of every call
 */
export async function startVendor(
  heard?: (body: string) => void,
): Promise<{ url: string; calls(): number; close(): void }> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    let body = '';
    if (heard === undefined) request.resume();
    else request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.once('end', () => heard?.(body));
    request.once('end', () => response.setHeader('Content-Type', 'application/json').end(well));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
