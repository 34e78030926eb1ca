import { describe, expect, it } from 'vitest';
import { encodePress } from '../../../src/chat/message.ts';
import type { Received } from '../../../src/chat/platform.ts';
import { cardBody, cardRequest, cardSecret, nowMs, startPlatform } from './setup.ts';

const press = { action: 'call-up.answer', data: { callUp: '2026-01', answer: '请假 & 说明' } };
const params = { action: encodePress(press), choices: '[]' };

function start() {
  return startPlatform({ cardCallbackSecret: cardSecret });
}

function idOf(received: Received): string {
  if (received.kind !== 'update') throw new Error(`not an update but ${received.kind}`);
  return received.update.id;
}

describe('a press on a card (docs/vendors/dingtalk.md, Cards)', () => {
  it('becomes what the button meant, by whom and on which card', async () => {
    const { platform } = start();
    expect(await platform.receive(cardRequest(cardBody(params)))).toEqual({
      kind: 'update',
      update: {
        kind: 'pressed',
        id: expect.stringMatching(/^dingtalk:card:[0-9a-f]{64}$/),
        from: { platform: 'dingtalk', userId: 'user01' },
        at: nowMs,
        cardRef: 'call-up:2026-01:user01',
        press,
        choices: [],
        handle: { outTrackId: 'call-up:2026-01:user01' },
      },
      answer: { status: 200, type: 'application/json', body: '{}' },
    });
  });

  it.each([
    ['`value` in place of `content`', { content: undefined, value: JSON.stringify({ cardPrivateData: { params } }) }],
    ['params beside cardPrivateData', { content: JSON.stringify({ cardPrivateData: { actionIds: ['b'] }, params }) }],
    ['the fields Stream adds', { userIdType: 1, spaceType: 'im', spaceId: 'cid1', extension: '{}', value: '{}' }],
    ['no choices', { content: JSON.stringify({ cardPrivateData: { params: { action: params.action } } }) }],
  ])('is read with %s', async (_, over) => {
    const { platform } = start();
    expect(await platform.receive(cardRequest(cardBody(params, over)))).toMatchObject({
      update: { press, choices: [] },
    });
  });

  it('carries the chosen options as text', async () => {
    const { platform } = start();
    const received = await platform.receive(cardRequest(cardBody({ ...params, choices: '["a","乡村",3]' })));
    expect(received).toMatchObject({ update: { choices: ['a', '乡村', '3'] } });
  });

  it('is the same update when the vendor repeats it, another one when pressed again or by somebody else', async () => {
    const { platform } = start();
    const id = async (body: unknown, timestamp = nowMs) =>
      idOf(await platform.receive(cardRequest(body, {}, String(timestamp))));
    const first = await id(cardBody(params));
    expect(await id(cardBody(params, { spaceId: 'cid1' }))).toBe(first);
    const others = [
      await id(cardBody(params), nowMs + 1),
      await id(cardBody(params, { userId: 'user02' })),
      await id(cardBody(params, { outTrackId: 'another' })),
      await id(cardBody({ ...params, choices: '["a"]' })),
      await id(cardBody({ action: 'other', choices: '[]' })),
    ];
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it('has an id that tells nothing of what was chosen in secret', async () => {
    const { platform } = start();
    const vote = (choice: string, choices = '[]') =>
      cardBody({ action: encodePress({ action: 'committee.vote', data: { ballot: 'b', sealed: choice } }), choices });
    const ids = [vote('zhang'), vote('li'), vote('form', '["zhang"]'), vote('form', '["li"]')].map(async (body) =>
      idOf(await platform.receive(cardRequest(body))),
    );
    expect(new Set(await Promise.all(ids)).size).toBe(1);
    expect(idOf(await platform.receive(cardRequest(vote('zhang'), {}, String(nowMs + 1))))).not.toBe(await ids[0]);
  });

  it('of another type is ignored', async () => {
    const { platform } = start();
    const received = await platform.receive(cardRequest(cardBody(params, { type: 'dynamicDataCallback' })));
    expect(received).toMatchObject({ kind: 'ignored', answer: { status: 200, body: '{}' } });
  });
});

describe('a card callback nobody can vouch for is refused', () => {
  it('where no secret is configured, even a signed one', async () => {
    const { platform } = startPlatform();
    expect(await platform.receive(cardRequest(cardBody(params)))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['unsigned', {}],
    ['without a timestamp', { 'x-ddpaas-signature': 'I85VWQbGCqbDkjEb7rsCEkTKI9QSL3wzLms54MiwXlg=' }],
    [
      'with a wrong signature',
      {
        'x-ddpaas-signature-timestamp': String(nowMs),
        'x-ddpaas-signature': 'I85VWQbGCqbDkjEb7rsCEkTKI9QSL3wzLms54MiwXlg=',
      },
    ],
  ])('%s', async (_, headers) => {
    const { platform } = start();
    expect(await platform.receive(cardRequest(cardBody(params), { headers }))).toMatchObject({ kind: 'refused' });
  });

  it.each([nowMs - 300_001, nowMs + 300_001])('stale or from the future: %d', async (timestamp) => {
    const { platform } = start();
    const request = cardRequest(cardBody(params), {}, String(timestamp));
    expect(await platform.receive(request)).toMatchObject({ kind: 'refused' });
  });

  it.each([['another corp', cardBody(params, { corpId: 'ding999' })]])('%s', async (_, body) => {
    const { platform } = start();
    expect(await platform.receive(cardRequest(body))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['no corp', cardBody(params, { corpId: undefined })],
    ['a union id', cardBody(params, { userIdType: 2 })],
    ['a user id as number', cardBody(params, { userId: 1 })],
    ['no card', cardBody(params, { outTrackId: undefined })],
    ['no content', cardBody(params, { content: undefined })],
    ['content that is not JSON', cardBody(params, { content: '{' })],
    ['no action', cardBody({ choices: '[]' })],
    ['choices that are not a list', cardBody({ ...params, choices: '{"a":1}' })],
    ['choices that are not JSON', cardBody({ ...params, choices: 'a,b' })],
    ['an object among the choices', cardBody({ ...params, choices: '[{"$ne":1}]' })],
    ['broken JSON', '{'],
  ])(
    '%s under a fresh signature is kept for the operator; under a used one it may be a stranger’s',
    async (_, body) => {
      const { platform } = start();
      expect(await platform.receive(cardRequest(body))).toMatchObject({
        kind: 'update',
        update: { kind: 'set-aside' },
      });
      expect(await platform.receive(cardRequest(body))).toMatchObject({ kind: 'refused' });
    },
  );
});
