import { describe, expect, it } from 'vitest';
import { cardBody, cardRequest, cardSecret, nowMs, robotBody, robotRequest, startPlatform } from './setup.ts';

const pressed = { action: 'call-up.answer?answer=confirm', choices: '[]' };

/** docs/vendors/dingtalk.md, Robot messages: the signature covers the time alone. */
describe.each([
  ['a message', (name: string) => robotRequest(robotBody({ msgId: name, text: { content: name } })), 'said'],
  ['a press', (name: string) => cardRequest(cardBody(pressed, { outTrackId: name })), 'pressed'],
] as const)('%s under a signature that was used before for another one', (_, request, kind) => {
  function start() {
    return startPlatform({ cardTemplateId: 'a.schema', cardCallbackSecret: cardSecret });
  }

  it('is taken within five seconds: two true ones of one millisecond share a signature', async () => {
    const { platform, clock } = start();
    await platform.receive(request('first'));
    clock.advanceMs(5_000);
    expect(await platform.receive(request('second'))).toMatchObject({ kind: 'update', update: { kind } });
  });

  it('is kept for the operator after that, in nobody’s stead, under an id of its own, and answered like the others', async () => {
    const { platform, clock, lines } = start();
    const first = await platform.receive(request('first'));
    clock.advanceMs(5_001);
    const late = await platform.receive(request('second'));
    expect(late).toMatchObject({
      kind: 'update',
      update: {
        kind: 'set-aside',
        id: expect.stringMatching(/^dingtalk:late:[0-9a-f]{64}$/),
        from: { platform: 'dingtalk', userId: 'user01' },
        at: nowMs + 5_001,
        why: 'late-stamp',
      },
    });
    expect('answer' in late && 'answer' in first && late.answer).toEqual('answer' in first && first.answer);
    expect(lines).toMatchObject([{ level: 'warn' }]);
    expect(await platform.receive(request('second'))).toEqual(late);
  });

  it('is the vendor’s own repeat where it is the same to the letter, however late', async () => {
    const { platform, clock } = start();
    const first = await platform.receive(request('first'));
    clock.advanceMs(240_000);
    expect(await platform.receive(request('first'))).toEqual(first);
  });
});
