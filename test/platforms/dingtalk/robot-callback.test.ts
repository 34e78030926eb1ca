import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nowMs, robotBody, robotRequest, startPlatform } from './setup.ts';

const window = 5 * 60_000;

describe('a message to the robot (docs/vendors/dingtalk.md, Robot messages)', () => {
  it('becomes what the person said, trimmed, under the message id', async () => {
    const { platform } = startPlatform();
    expect(await platform.receive(robotRequest(robotBody()))).toEqual({
      kind: 'update',
      update: {
        kind: 'said',
        id: 'dingtalk:msgAbc==',
        from: { platform: 'dingtalk', userId: 'user01' },
        at: nowMs - 500,
        text: '待办',
        where: 'single',
      },
      answer: { status: 200, type: 'application/json', body: '{"msgtype":"empty"}' },
    });
  });

  it('the sample of docs/vendors/dingtalk.md, Robot messages is something said in a group', async () => {
    const { platform } = startPlatform();
    const body = robotBody({
      conversationType: '2',
      conversationTitle: 'Class 3',
      text: { content: ' hello' },
      isInAtList: true,
      atUsers: [{ dingtalkId: '$:LWCP_v1:$bot' }],
      openThreadId: 'x',
    });
    expect(await platform.receive(robotRequest(body))).toMatchObject({
      update: { text: 'hello', where: 'group', group: 'cidA1b2C3==' },
    });
  });

  it.each([
    [
      'spoken, as DingTalk understood it',
      'audio',
      { duration: 4000, downloadCode: 'd', recognition: ' 待办 ' },
      '待办',
    ],
    [
      'rich, without its pictures',
      'richText',
      { richText: [{ text: '请假\n' }, { type: 'picture', downloadCode: 'd' }, { text: '见附图' }] },
      '请假\n见附图',
    ],
  ])('is read where it is %s (docs/vendors/dingtalk.md, Robot messages)', async (_, msgtype, content, text) => {
    const { platform } = startPlatform();
    const body = robotBody({ msgtype, text: undefined, content });
    expect(await platform.receive(robotRequest(body))).toMatchObject({ update: { kind: 'said', text } });
  });

  it.each([
    ['a voice nobody understood', 'audio', { duration: 4000, downloadCode: 'd', recognition: '' }],
    ['a rich text that is none', 'richText', { richText: 'x' }],
  ])('%s is one the bot cannot read', async (_, msgtype, content) => {
    const { platform } = startPlatform();
    const body = robotBody({ msgtype, text: undefined, content });
    expect(await platform.receive(robotRequest(body))).toMatchObject({
      update: { kind: 'unsupported', what: msgtype },
    });
  });

  it.each([
    ['签到。', '签到'],
    ['待办。', '待办'],
    ['签到', '签到'],
    ['明天要开会。不能来。', '明天要开会。不能来'],
  ])('that was spoken ends without the full stop of the recognition: %s', async (recognition, text) => {
    const { platform } = startPlatform();
    const body = robotBody({
      msgtype: 'audio',
      text: undefined,
      content: { duration: 1200, downloadCode: 'x', recognition },
    });
    expect(await platform.receive(robotRequest(body))).toMatchObject({ update: { kind: 'said', spoken: true, text } });
  });

  it.each([
    ['HarmonyOS: the naming is a part of its own', 'richText', [{ text: '@学册助手 ' }, { text: '课程表' }]],
    ['a name with a space in it', 'richText', [{ text: '@学册 助手 ' }, { text: '课程表' }]],
    ['a naming by its type', 'richText', [{ type: 'at', text: '学册助手' }, { text: '课程表' }]],
    ['a naming behind the words', 'richText', [{ text: '课程表' }, { type: 'mention', text: '@学册助手' }]],
    ['a naming in one part with the words', 'richText', [{ text: '@学册助手 课程表' }]],
    ['a text with the naming in it', 'text', '@学册助手 课程表'],
    ['a text without', 'text', ' 课程表'],
  ])('to a group is read without the naming of the robot (%s)', async (_, msgtype, said) => {
    const { platform } = startPlatform();
    const where = { conversationType: '2', conversationTitle: '中青班群', isInAtList: true };
    const content = msgtype === 'text' ? { text: { content: said } } : { text: undefined, content: { richText: said } };
    const body = robotBody({ ...where, ...{ msgtype, ...content } });
    expect(await platform.receive(robotRequest(body))).toMatchObject({
      update: { kind: 'said', where: 'group', text: '课程表' },
    });
  });

  it('alone with the robot keeps what looks like a naming: it may be an answer', async () => {
    const { platform } = startPlatform();
    const body = robotBody({ text: { content: '@张三 代我签收' } });
    expect(await platform.receive(robotRequest(body))).toMatchObject({ update: { text: '@张三 代我签收' } });
  });

  it('of a kind nobody knows is told to the operator once per kind', async () => {
    const { platform, lines } = startPlatform();
    for (const msgtype of ['hologram', 'hologram', 'picture', 'smell', 'hologram']) {
      await platform.receive(robotRequest(robotBody({ msgtype, text: undefined, content: {} })));
    }
    expect(lines.map(({ facts }) => facts)).toEqual([{ kind: 'hologram' }, { kind: 'smell' }]);
  });

  it('without content tells the operator once a day that the month is used up', async () => {
    const { platform, clock, lines } = startPlatform();
    const empty = robotBody({ text: undefined, errorCode: 20001 });
    for (const waitMs of [0, 1000, 24 * 3_600_000, 1000]) {
      clock.advanceMs(waitMs);
      await platform.receive(robotRequest(empty, {}, String(clock.now().getTime())));
    }
    expect(lines.map(({ level }) => level)).toEqual(['error', 'error']);
  });

  it('counts as one push, also where it is not for us; a refused one does not', async () => {
    const spent: string[] = [];
    const { platform } = startPlatform({ spent: (what) => spent.push(what) });
    await platform.receive(robotRequest(robotBody()));
    await platform.receive(robotRequest(robotBody({ senderStaffId: '' })));
    await platform.receive(robotRequest(robotBody(), { headers: {} }));
    expect(spent).toEqual(['push', 'push']);
  });

  it('is read from a string `content` where `text` is missing', async () => {
    const { platform } = startPlatform();
    const body = robotBody({ text: undefined, content: '/帮助' });
    expect(await platform.receive(robotRequest(body))).toMatchObject({ update: { kind: 'said', text: '/帮助' } });
  });

  it('carries emoji and 4-byte characters unharmed', async () => {
    const { platform } = startPlatform();
    const body = robotBody({ text: { content: '𠮷👩‍🏫好的' } });
    expect(await platform.receive(robotRequest(body))).toMatchObject({ update: { text: '𠮷👩‍🏫好的' } });
  });

  it.each([
    ['a picture', 'picture', { downloadCode: 'd' }, '图片.jpg'],
    ['a rich text of pictures alone', 'richText', { richText: [{ type: 'picture', downloadCode: 'd' }] }, '图片.jpg'],
    ['a file', 'file', { downloadCode: 'd', fileName: '记分表.xlsx' }, '记分表.xlsx'],
  ])(
    '%s names what it is and where its bytes are; in a group it is one the bot does not take',
    async (_, msgtype, content, name) => {
      const { platform } = startPlatform();
      const body = robotBody({ msgtype, text: undefined, content });
      const what = msgtype === 'file' ? 'file' : 'picture';
      expect(await platform.receive(robotRequest(body))).toMatchObject({
        update: { kind: 'sent-file', what, name, source: { downloadCode: 'd' } },
      });
      const inGroup = startPlatform().platform;
      expect(await inGroup.receive(robotRequest({ ...body, conversationType: '2' }))).toMatchObject({
        update: { kind: 'unsupported' },
      });
    },
  );

  it.each(['audio', 'video', 'file', 'richText', 'unknownMsgType', 'interactiveCard', 'newKind'])(
    'of kind %s is one the bot cannot read',
    async (msgtype) => {
      const { platform } = startPlatform();
      const body = robotBody({ msgtype, text: undefined, content: { downloadCode: 'd' } });
      expect(await platform.receive(robotRequest(body))).toMatchObject({
        kind: 'update',
        update: { kind: 'unsupported', what: msgtype },
      });
    },
  );

  it.each([
    ['numbers', nowMs - 1],
    ['text', String(nowMs - 1)],
  ])('tells its time in %s', async (_, createAt) => {
    const { platform } = startPlatform();
    expect(await platform.receive(robotRequest(robotBody({ createAt })))).toMatchObject({ update: { at: nowMs - 1 } });
  });

  it.each(['00123', '123', '1e5', '0x1F'])('keeps the user id %s as it is written', async (senderStaffId) => {
    const { platform } = startPlatform();
    expect(await platform.receive(robotRequest(robotBody({ senderStaffId })))).toMatchObject({
      update: { from: { userId: senderStaffId } },
    });
  });

  it.each([
    ['quota used up, as HTTP writes it', { text: undefined, errorCode: 20001, errorMessage: '超量' }],
    ['quota used up, as Stream writes it', { text: undefined, errCode: '20001', errMsg: '超量' }],
    ['no content at all', { text: undefined }],
    ['a null text', { text: null }],
    ['a picture without content', { msgtype: 'picture', text: undefined }],
    ['a robot that is not published: no staff id', { senderStaffId: undefined }],
    ['an empty staff id', { senderStaffId: '' }],
    ['a sender of another corp', { senderCorpId: 'ding999' }],
  ])('%s is ignored and answered politely', async (_, over) => {
    const { platform } = startPlatform();
    expect(await platform.receive(robotRequest(robotBody(over)))).toMatchObject({
      kind: 'ignored',
      answer: { status: 200, body: '{"msgtype":"empty"}' },
    });
  });
});

describe('a robot callback nobody can vouch for is refused', () => {
  it.each([
    ['another robot', robotBody({ robotCode: 'other' })],
    ['another corp', robotBody({ chatbotCorpId: 'ding999' })],
    ['more than 128 KiB', robotBody({ text: { content: 'x'.repeat(131_072) } })],
  ])('%s', async (_, body) => {
    const { platform } = startPlatform();
    expect(await platform.receive(robotRequest(body))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['no robot code', robotBody({ robotCode: undefined })],
    ['no message id', robotBody({ msgId: undefined })],
    ['a message id as number', robotBody({ msgId: 1 })],
    ['a user id as number', robotBody({ senderStaffId: 123 })],
    ['a list', []],
    ['a number', 1],
    ['broken JSON', '{"msgId":'],
    ['a __proto__ key', '{"__proto__":{"msgId":"m"}}'],
    ['an escaped __proto__ key deep inside', '{"text":{"\\u005f_proto__":1}}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['nesting without end', '['.repeat(60_000)],
    ['an empty body', ''],
  ])(
    '%s under a fresh signature is kept for the operator; under a used one it may be a stranger’s',
    async (_, body) => {
      const { platform } = startPlatform();
      expect(await platform.receive(robotRequest(body))).toMatchObject({
        kind: 'update',
        update: {
          kind: 'set-aside',
          id: expect.stringMatching(/^dingtalk:unreadable:[0-9a-f]{64}$/),
          from: { userId: '' },
        },
        answer: { status: 200 },
      });
      expect(await platform.receive(robotRequest(body))).toMatchObject({ kind: 'refused' });
    },
  );

  it.each([
    ['no timestamp', undefined],
    ['a timestamp twice', ['1700000000000', '1700000000000']],
    ['10 digits', '1700000000'],
    ['full-width digits', '１７００００００００００００'],
    ['hex', '0x18bcfe56800'],
    ['a sign', '+170000000000'],
    ['an empty timestamp', ''],
  ])('%s', async (_, timestamp) => {
    const { platform } = startPlatform();
    const good = robotRequest(robotBody());
    const request = { ...good, headers: { ...good.headers, timestamp } };
    expect(await platform.receive(request)).toMatchObject({ kind: 'refused', why: 'robot: no timestamp' });
  });

  it.each([
    ['no signature', undefined],
    ['an empty signature', ''],
    ['two signatures', ['a', 'b']],
    ['a wrong signature', 'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA='],
    ['a signature that is too long', `${'A'.repeat(87)}=`],
  ])('%s', async (_, sign) => {
    const { platform } = startPlatform();
    const good = robotRequest(robotBody());
    expect(await platform.receive({ ...good, headers: { ...good.headers, sign } })).toMatchObject({ kind: 'refused' });
  });

  it.each([
    [window, 'update'],
    [-window, 'update'],
    [window + 1, 'refused'],
    [-window - 1, 'refused'],
    [3_600_000, 'refused'],
  ])('a clock %d ms away: %s', async (driftMs, kind) => {
    const { platform } = startPlatform();
    const request = robotRequest(robotBody(), {}, String(nowMs + driftMs));
    expect(await platform.receive(request)).toMatchObject({ kind });
  });

  it.each([
    ['GET', '/dingtalk/robot'],
    ['POST', '/dingtalk/other'],
  ])('%s %s', async (method, path) => {
    const { platform } = startPlatform();
    expect(await platform.receive(robotRequest(robotBody(), { method, path }))).toMatchObject({ kind: 'refused' });
  });

  it('whatever a stranger sends, nothing is thrown and nothing accepted', async () => {
    const { platform } = startPlatform();
    const path = fc.constantFrom('/dingtalk/robot', '/dingtalk/card', '/dingtalk/events');
    const headers = fc.dictionary(fc.constantFrom('timestamp', 'sign', 'x-ddpaas-signature'), fc.string());
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(path, fc.string(), headers, bytes, async (where, query, sent, body) => {
        const request = { method: 'POST', path: where, query, headers: sent, body: Buffer.from(body) };
        expect(await platform.receive(request)).toMatchObject({ kind: 'refused' });
      }),
    );
  });

  it('nonsense under a good signature is never thrown back', async () => {
    const { platform } = startPlatform();
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const received = await platform.receive(robotRequest(body));
        const kind = received.kind === 'update' ? received.update.kind : received.kind;
        expect(['set-aside', 'refused']).toContain(kind);
      }),
    );
  });

  it('no refusal names a secret or what was sent', async () => {
    const { platform } = startPlatform();
    const received = await platform.receive(robotRequest(robotBody({ msgId: 7, text: { content: '机密' } })));
    expect(received).toMatchObject({ update: { kind: 'set-aside' } });
    expect(JSON.stringify(received)).not.toMatch(/canary|机密/);
  });
});
