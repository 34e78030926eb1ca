import { describe, expect, it } from 'vitest';
import type { HttpAnswer, Received } from '../../../src/chat/platform.ts';
import { ManualClock } from '../../../src/clock.ts';
import { CallbackCrypto } from '../../../src/platforms/dingtalk/crypto.ts';
import { eventAesKey, eventRequest, eventToken, nowMs, startPlatform } from './setup.ts';
import { sealVectors } from './vectors.ts';

const seal = new CallbackCrypto({ token: eventToken, aesKey: eventAesKey, ownerKey: 'dingappkey' });

/** docs/vendors/dingtalk.md, Events. */
const leave = {
  EventType: 'user_leave_org',
  EventTime: nowMs - 1000,
  CorpId: 'ding123',
  BizId: '1663',
  eventId: 'c7c7',
  timeStamp: String(nowMs - 1000),
  userId: ['user01'],
};

function event(over: Record<string, unknown> = {}): string {
  return JSON.stringify({ ...leave, ...over });
}

function answerOf(received: Received): HttpAnswer {
  if (received.kind === 'refused') throw new Error(`refused: ${received.why}`);
  return received.answer;
}

/** The vendor's own check of an answer (docs/vendors/dingtalk.md, Events). */
function expectSealedSuccess(answer: HttpAnswer): void {
  const body = JSON.parse(answer.body) as Record<string, string>;
  expect(Object.keys(body).sort()).toEqual(['encrypt', 'msg_signature', 'nonce', 'timeStamp']);
  expect(answer.status).toBe(200);
  expect(body.timeStamp).toBe(String(nowMs));
  expect(body.msg_signature).toBe(seal.signature(body.timeStamp ?? '', body.nonce ?? '', body.encrypt ?? ''));
  expect(seal.open(body.encrypt ?? '')).toEqual({ ok: true, message: 'success' });
}

describe('encrypted events (docs/vendors/dingtalk.md, Events)', () => {
  it('check_url is a challenge answered with the sealed word success', async () => {
    const { platform } = startPlatform();
    const received = await platform.receive(eventRequest('{"EventType":"check_url"}'));
    expect(received.kind).toBe('challenge');
    expectSealedSuccess(answerOf(received));
  });

  it('vector C, the published check_url, is answered', async () => {
    const [, , vector] = sealVectors;
    const clock = new ManualClock(new Date(Number(vector.timestamp)));
    const { platform } = startPlatform({
      clock,
      eventToken: vector.token,
      eventAesKey: vector.aesKey,
      eventOwnerKey: vector.owner,
    });
    const query = `msg_signature=${vector.signature}&timestamp=${vector.timestamp}&nonce=${vector.nonce}`;
    const body = Buffer.from(JSON.stringify({ encrypt: vector.encrypt }));
    const received = await platform.receive({ method: 'POST', path: '/dingtalk/events', query, headers: {}, body });
    expect(received.kind).toBe('challenge');
  });

  it('both spellings of the query are read, `msg_signature` before `signature`', async () => {
    const { platform } = startPlatform();
    const good = eventRequest(event());
    const query = new URLSearchParams(good.query);
    const signature = query.get('msg_signature') ?? '';
    const spelled = `signature=${signature}&timeStamp=${nowMs}&nonce=nonce123`;
    expect(await platform.receive({ ...good, query: spelled })).toMatchObject({ kind: 'updates' });
    const both = `signature=${'0'.repeat(40)}&${good.query}`;
    expect(await platform.receive({ ...good, query: both })).toMatchObject({ kind: 'updates' });
  });

  it('a person who leaves becomes an update, and the vendor gets its success', async () => {
    const { platform } = startPlatform();
    const received = await platform.receive(eventRequest(event()));
    expect(received).toMatchObject({
      kind: 'updates',
      updates: [
        {
          kind: 'left',
          id: 'dingtalk:event:c7c7:user01',
          from: { platform: 'dingtalk', userId: 'user01' },
          at: nowMs - 1000,
        },
      ],
    });
    expectSealedSuccess(answerOf(received));
  });

  it('vector F, with keys in capitals and no event id, is somebody who joined', async () => {
    const { platform } = startPlatform({ eventOwnerKey: 'suite4xxxxxxxxxxxxxxx' });
    const vector = sealVectors[4];
    const query = `signature=${vector.signature}&timestamp=${vector.timestamp}&nonce=${vector.nonce}`;
    const body = Buffer.from(JSON.stringify({ encrypt: vector.encrypt }));
    const request = { method: 'POST', path: '/dingtalk/events', query, headers: {}, body };
    expect(await platform.receive(request)).toMatchObject({
      updates: [
        { kind: 'joined', from: { userId: '张三' }, id: expect.stringMatching(/^dingtalk:event:[0-9a-f]{64}:张三$/) },
      ],
    });
  });

  it('an event without an id is known by what it says', async () => {
    const { platform } = startPlatform();
    const id = async (plaintext: string, timestamp?: string) => {
      const received = await platform.receive(eventRequest(plaintext, timestamp === undefined ? {} : { timestamp }));
      return received.kind === 'updates' ? received.updates[0]?.id : '';
    };
    const first = await id(event({ eventId: undefined }));
    expect(await id(event({ eventId: undefined }), String(nowMs + 30_000))).toBe(first);
    expect(await id(event({ eventId: undefined, BizId: '1664' }))).not.toBe(first);
  });

  it('that names several people is an update for each of them, once, and the same ones when it is repeated', async () => {
    const { platform } = startPlatform();
    const several = event({ EventType: 'user_add_org', userId: ['user01', 'user02', 'user01'] });
    const ids = async (timestampMs: number) => {
      const received = await platform.receive(eventRequest(several, { timestamp: String(timestampMs) }));
      return received.kind === 'updates' ? received.updates.map((update) => [update.kind, update.id]) : received;
    };
    expect(await ids(nowMs)).toEqual([
      ['joined', 'dingtalk:event:c7c7:user01'],
      ['joined', 'dingtalk:event:c7c7:user02'],
    ]);
    expect(await ids(nowMs + 10_000)).toEqual(await ids(nowMs));
  });

  it.each([
    ['as one difference', { prev: { userid: 'user01' }, curr: { userId: 'user09' }, userid: 'user01' }],
    ['as a list', [{ prev: { userid: 'user01', name: 'A' }, curr: { userid: 'user09', name: 'A' } }]],
  ])('that tells of another userid of somebody renames their account, %s', async (_, diffInfo) => {
    const { platform } = startPlatform();
    const renamed = event({ EventType: 'user_modify_org', userId: ['user09'], diffInfo });
    expect(await platform.receive(eventRequest(renamed))).toMatchObject({
      kind: 'updates',
      updates: [{ kind: 'renamed', id: 'dingtalk:event:c7c7:user01:user09', from: { userId: 'user01' }, to: 'user09' }],
    });
  });

  it('that tells of anything else that changed about somebody is left to the nightly comparison', async () => {
    const { platform } = startPlatform();
    const diffInfo = { prev: { name: 'A' }, curr: { name: 'B' }, userid: 'user01' };
    for (const difference of [diffInfo, { ...diffInfo, prev: { userid: 'user01' }, curr: { userid: 'user01' } }, 'x']) {
      const modified = event({ EventType: 'user_modify_org', userId: ['user01'], diffInfo: difference });
      expect(await platform.receive(eventRequest(modified))).toMatchObject({ kind: 'ignored' });
    }
  });

  it('counts towards the allowance unless it is about contacts, roles or admins (docs/vendors/dingtalk.md, Limits)', async () => {
    const spent: string[] = [];
    const { platform } = startPlatform({ spent: (what) => spent.push(what) });
    const types = ['user_add_org', 'org_dept_create', 'org_admin_add', 'label_user_change', 'chat_add_member'];
    for (const type of types) await platform.receive(eventRequest(event({ EventType: type })));
    expect(spent).toEqual(['push']);
  });

  it.each([
    ['somebody who leaves a group, but not the company', event({ EventType: 'chat_quit', openConversationId: 'cid1' })],
    ['somebody who enters a group', event({ EventType: 'chat_add_member', openConversationId: 'cid1' })],
    ['nobody', event({ userId: [] })],
    ['a department', event({ EventType: 'org_dept_create', deptId: [1] })],
    ['an unknown kind', event({ EventType: 'something_new' })],
  ])('%s is ignored and answered with success', async (_, plaintext) => {
    const { platform } = startPlatform();
    const received = await platform.receive(eventRequest(plaintext));
    expect(received.kind).toBe('ignored');
    expectSealedSuccess(answerOf(received));
  });
});

describe('an event nobody can vouch for is refused', () => {
  it('another owner key, with both values in the reason', async () => {
    const { platform } = startPlatform();
    const received = await platform.receive(eventRequest(event(), { ownerKey: 'ding123' }));
    expect(received).toMatchObject({ kind: 'refused', why: expect.stringMatching(/ding123.*dingappkey/) });
  });

  it.each([['another corp', event({ CorpId: 'ding999' })]])('%s', async (_, plaintext) => {
    const { platform } = startPlatform();
    expect(await platform.receive(eventRequest(plaintext))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['no type', event({ EventType: undefined })],
    ['user ids that are no list', event({ userId: 'user01' })],
    ['user ids that are numbers', event({ userId: [1] })],
    ['text', 'success'],
    ['a __proto__ key', '{"EventType":"user_add_org","__proto__":{"userId":["a"]}}'],
  ])('%s, well sealed, is kept for the operator and answered, so that it does not come again', async (_, plaintext) => {
    const { platform } = startPlatform();
    const received = await platform.receive(eventRequest(plaintext));
    expect(received).toMatchObject({ kind: 'update', update: { kind: 'set-aside' } });
    expectSealedSuccess(answerOf(received));
  });

  it.each([
    ['no query', () => ''],
    ['no signature', () => `timestamp=${nowMs}&nonce=nonce123`],
    ['a wrong signature', () => `msg_signature=${'0'.repeat(40)}&timestamp=${nowMs}&nonce=nonce123`],
    ['a signature twice', (good: string) => `${good}&${good}`],
    ['an upper-case signature', (good: string) => good.replace(/[0-9a-f]{40}/, (hex) => hex.toUpperCase())],
    ['no nonce', (good: string) => good.replace('nonce=nonce123', '')],
  ])('%s', async (_, query) => {
    const { platform } = startPlatform();
    const good = eventRequest(event());
    expect(await platform.receive({ ...good, query: query(good.query) })).toMatchObject({ kind: 'refused' });
  });

  it.each([String(nowMs - 300_001), String(nowMs + 300_001), '1700000000'])('timestamp %s', async (timestamp) => {
    const { platform } = startPlatform();
    expect(await platform.receive(eventRequest(event(), { timestamp }))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['no body', ''],
    ['a plain event', event()],
    ['a number in place of the ciphertext', '{"encrypt":1}'],
  ])('%s', async (_, body) => {
    const { platform } = startPlatform();
    const good = eventRequest(event());
    expect(await platform.receive({ ...good, body: Buffer.from(body) })).toMatchObject({ kind: 'refused' });
  });

  it('a ciphertext with one bit changed, even under a signature made for it', async () => {
    const { platform } = startPlatform();
    const encrypted = Buffer.from(seal.seal(event(), Buffer.from('aaaabbbbccccdddd')), 'base64');
    const last = encrypted.length - 1;
    encrypted[last] = (encrypted[last] ?? 0) ^ 1;
    const encrypt = encrypted.toString('base64');
    const query = `msg_signature=${seal.signature(String(nowMs), 'n', encrypt)}&timestamp=${nowMs}&nonce=n`;
    const body = Buffer.from(JSON.stringify({ encrypt }));
    const request = { method: 'POST', path: '/dingtalk/events', query, headers: {}, body };
    expect(await platform.receive(request)).toMatchObject({ kind: 'refused' });
  });
});
