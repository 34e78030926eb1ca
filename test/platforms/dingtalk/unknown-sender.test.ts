import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { unknownSenderAnswer } from '../../../src/platforms/dingtalk/unknown-senders.ts';
import { nowMs, oapi, robotBody, robotRequest, startPlatform } from './setup.ts';
import { expectCall, withVendor } from './vendor.ts';

const session = '/robot/sendBySession';
const answer = { msgtype: 'text', text: { content: unknownSenderAnswer } };

withVendor();

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50 && nock.pendingMocks().some((mock) => mock.includes(session)); turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A call that nobody expected fails, and the failure is noted. */
const failed = 'somebody unknown could not be answered';

/** Somebody writes, the `number`th time. */
function message(number: number, over: Record<string, unknown> = {}) {
  const body = robotBody({ senderStaffId: undefined, msgId: `m${number}`, ...over });
  return robotRequest(body, {}, String(nowMs + number));
}

describe('somebody whom DingTalk does not name', () => {
  it.each([
    ['because the robot is not published', {}],
    ['because they belong to another company', { senderCorpId: 'ding999', senderStaffId: 'user01' }],
    ['in a group', { conversationType: '2' }],
  ])('%s is answered once a day where they wrote, and told of once', async (_, over) => {
    const { platform, clock, lines } = startPlatform();
    const first = expectCall(oapi, session, { errcode: 0 });
    for (const number of [1, 2]) {
      expect(await platform.receive(message(number, over))).toMatchObject({ kind: 'ignored' });
      await settled();
    }
    expect(first).toEqual([answer]);
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    clock.advanceMs(24 * 3_600_000);
    const nextDay = expectCall(oapi, session, { errcode: 0 });
    const stampMs = nowMs + 24 * 3_600_000;
    const body = robotBody({ ...{ senderStaffId: undefined, msgId: 'm3' }, ...over });
    const later = { ...body, sessionWebhookExpiredTime: stampMs + 5_400_000 };
    await platform.receive(robotRequest(later, {}, String(stampMs)));
    await settled();
    expect(nextDay).toEqual([answer]);
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('is answered each by themselves', async () => {
    const { platform } = startPlatform();
    const bodies = [expectCall(oapi, session, { errcode: 0 }), expectCall(oapi, session, { errcode: 0 })];
    await platform.receive(message(1, { senderId: '$:LWCP_v1:$x' }));
    await platform.receive(message(2, { senderId: '$:LWCP_v1:$y' }));
    await settled();
    expect(bodies.flat()).toEqual([answer, answer]);
  });

  it.each([
    ['is not the vendor’s', { sessionWebhook: 'https://evil.example/robot/sendBySession?session=x' }],
    ['is over', { sessionWebhookExpiredTime: nowMs }],
    ['is missing', { sessionWebhook: undefined }],
  ])('is not answered at an address that %s', async (_, over) => {
    const { platform, lines } = startPlatform();
    expect(await platform.receive(message(1, over))).toMatchObject({ kind: 'ignored' });
    await settled();
    expect(lines.map(({ sentence }) => sentence)).not.toContain(failed);
  });

  it('is not answered at the address of a second body under a used signature, which may be forged', async () => {
    const { platform, lines } = startPlatform();
    await platform.receive(robotRequest(robotBody()));
    expect(await platform.receive(message(0))).toMatchObject({ kind: 'ignored' });
    await settled();
    expect(lines.map(({ sentence }) => sentence)).not.toContain(failed);
  });

  it('costs nothing more where the answer does not arrive', async () => {
    const { platform, lines } = startPlatform();
    expectCall(oapi, session, '<html></html>');
    await platform.receive(message(1));
    await settled();
    await expect.poll(() => lines.map(({ sentence }) => sentence)).toContain(failed);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
