import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSecrets, splitSecrets } from '../../src/chat/secrets.ts';

const key = '693a91f6-7abc-4bc4-97a0-0ec2d1f45aaa';
const address = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`;
const long = 'h8Xk2mQ9rT4vW7yZ1aB3cD5eF6gH8jK0';

describe('what somebody typed is kept without', () => {
  it.each([
    ['a robot’s address', `/通知 2026-01 群机器人 ${address}`, key],
    ['its address between Chinese words', `地址是${address}，请绑定`, key],
    ['its address without the scheme', `qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`, key],
    ['its address in capitals', address.toUpperCase(), key.toUpperCase()],
    ['its address as part of another one', `https%3A%2F%2Fqyapi.weixin.qq.com%2Fsend%3Fkey%3D${key}`, key],
    ['its key alone', `key: ${key}`, key],
    ['a bare key', key, key],
    ['an address broken over two lines', `${address.slice(0, -key.length)}\n${key}`, key],
    ['an address with invisible signs in it', address.replace('key', 'k\u200bey').replace('7abc', '7\u200babc'), key],
    ['a DingTalk robot’s token', `https://oapi.dingtalk.com/robot/send?access_token=${long}`, long],
    ['a DingTalk robot’s signing secret', `SEC${long}${long}`, long],
    ['an app secret by its name', 'AppSecret：abcd1234efgh', 'abcd1234efgh'],
    ['an app secret by its Chinese name', '应用密钥是abcd1234efgh', 'abcd1234efgh'],
    ['a bare app secret', `新的是 ${long}，请更新`, long],
    [
      'a corpsecret in an address of another site',
      'https://relay.example/gettoken?corpsecret=abcd1234efgh',
      'abcd1234efgh',
    ],
    ['a name and a value of full width', 'ｋｅｙ＝ａｂｃｄ１２３４', 'ａｂｃｄ１２３４'],
  ])('%s', (_what, typed, secret) => {
    const { text: kept } = splitSecrets(typed);
    expect(kept).toContain('（已隐去）');
    for (const part of [secret, secret.normalize('NFKC'), secret.slice(0, 12)]) expect(kept).not.toContain(part);
  });
});

describe('what is no secret stays as it was typed', () => {
  it.each([
    '/资料 2026-01 案例 https://www.example.cn/course?id=42&key=abcdefgh&token=abcdefgh https://www.example.cn/p.png',
    '/点名 2026-01 40 科级副职',
    '请假 明天上午 因单位会议（key 人员须到场）',
    '会议号 123-456-789，密码 123456',
    '１　３，“好”……',
    'https://www.example.cn/f/693a91f6-7abc-4bc4-97a0-0ec2d1f45aaa',
  ])('%s', (typed) => {
    expect(splitSecrets(typed)).toEqual({ text: typed });
  });
});

describe('a text', () => {
  const words =
    '密钥 是 ： = key token ｋｅｙ AppSecret SEC abcd 1234 efgh １２３４ ａｂｃｄ - _ %3d . … ～ ， // 资料 https://';
  const pieces = [...words.split(' '), ' ', '\n', '\t', '\u200b', 'www.example.cn', key, long];
  const signs = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 }));

  it('is kept the same whether it is looked at alone or after words that have to be searched', () => {
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const typed = parts.join('');
        // The sign at the start has a plain form of its own, so that the text is searched; nothing joins it.
        const searched = splitSecrets(`№。${typed}`).text;
        fc.pre(typed.trim() === typed);
        expect(splitSecrets(typed).text.normalize('NFKC')).toBe(searched.normalize('NFKC').slice('No。'.length));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a robot’s address in its place', () => {
  it('is kept apart from the words, which name it by a digest, and put back for the handler', () => {
    const typed = `／班级群 2026-01 ${address}`;
    const { text, address: kept } = splitSecrets(typed);
    expect(text).toMatch(/^／班级群 2026-01 robot:[0-9a-f]{16}$/);
    expect(kept).toBe(address);
    expect(joinSecrets(text, kept ?? '')).toBe(typed);
  });

  it.each([
    `/班级群 ${address}`,
    `/班级群 2026-01 群 ${address}`,
    `/班级群 2026-01\n${address}`,
    `/通知 2026-01 ${address}`,
  ])('is not kept from any other place: %s', (typed) => {
    const { text, address: kept } = splitSecrets(typed);
    expect(kept).toBeUndefined();
    expect(text).not.toContain(key);
  });
});
