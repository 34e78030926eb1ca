import nock from 'nock';
import { afterEach, beforeEach, expect } from 'vitest';
import { api } from './setup.ts';

/** Every test of this file meets no real vendor, and leaves no expected call unmade. */
export function withVendor(): void {
  beforeEach(() => {
    nock.disableNetConnect();
    nock(api).post('/v1.0/oauth2/accessToken').optionally().reply(200, { accessToken: 't1', expireIn: 7200 });
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(unused).toEqual([]);
  });
}

/** One expected call; `body` is what it must carry. @returns the bodies it came with */
export function expectCall(base: string, path: string, answer: unknown, status = 200): Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  const keep = (body: Record<string, unknown>) => bodies.push(body) > 0;
  nock(base)
    .post((uri) => uri.split('?')[0] === path, keep)
    .reply(status, answer as nock.Body);
  return bodies;
}
