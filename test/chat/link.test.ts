import { describe, expect, it } from 'vitest';
import { firstAddress, hostOf, linkOf, readAddress } from '../../src/chat/link.ts';
import { type Card, plainText } from '../../src/chat/message.ts';

describe('an address people may be sent to', () => {
  it.each([
    ['https://www.example.cn/a.html?b=1#c', 'https://www.example.cn/a.html?b=1#c', 'www.example.cn'],
    ['HTTPS://Example.CN', 'https://example.cn/', 'example.cn'],
    ['https://a.cn:8443/', 'https://a.cn:8443/', 'a.cn:8443'],
    ['https://a.cn/学习', 'https://a.cn/%E5%AD%A6%E4%B9%A0', 'a.cn'],
    // A host that only looks like another shows as what it is.
    ['https://gоv.cn/', 'https://xn--gv-fmc.cn/', 'xn--gv-fmc.cn'],
  ])('is %s', (typed, address, host) => {
    expect(readAddress(typed)).toBe(address);
    expect(hostOf(address)).toBe(host);
  });

  it.each([
    ...['http://a.cn/', 'ftp://a.cn/', 'javascript:alert(1)', '//a.cn', 'a.cn', 'https://', 'https:a.cn', ''],
    ...[
      'https://user@a.cn/',
      'https://user:pass@a.cn/',
      'https://@a.cn/',
      'https:////user@a.cn/',
      'https://gov.cn@evil.cn/',
    ],
    ...['https://127.0.0.1/', 'https://2130706433/', 'https://[::1]/', 'https://localhost/', 'https://a.cn./'],
    ...['https://a.cn/a b', 'https://a.cn/\na', ' https://a.cn/', 'https://a.cn/\u202etxt', 'https://a.cn\\@evil.cn/'],
    `https://a.cn/${'x'.repeat(2048)}`,
  ])('is not %j', (typed) => {
    expect(readAddress(typed)).toBeUndefined();
  });

  it('is found in what people write, up to the next Chinese sign, the first good one', () => {
    expect(firstAddress('请先看http://a.cn/，再看（https://b.cn/c?d=1）。')).toBe('https://b.cn/c?d=1');
    expect(firstAddress('see https://b.cn/c). Then https://d.cn')).toBe('https://b.cn/c');
    expect(firstAddress('见 https://u@b.cn/ 和 https://d.cn/e，谢谢')).toBe('https://d.cn/e');
    expect(firstAddress('明天上课')).toBeUndefined();
  });
});

describe('the link of a card', () => {
  const card = (url: string, lines: string[] = []): Card => ({
    ...{ kind: 'card', id: 'x', title: '学习资料', lines, fields: [], buttons: [] },
    link: { label: '查看资料', url, pictureUrl: 'http://a.cn/p.png' },
  });

  it('is named in the plain text, unless the words name it themselves', () => {
    expect(plainText(card('https://a.cn/b'))).toBe('【学习资料】\n查看资料：https://a.cn/b');
    expect(plainText(card('https://a.cn/b', ['请看https://a.cn/b。']))).toBe('【学习资料】\n请看https://a.cn/b。');
  });

  it('is none where its address is none, and has no picture that may not be shown', () => {
    expect(linkOf(card('https://a.cn/b'))).toEqual({ label: '查看资料', url: 'https://a.cn/b' });
    expect(linkOf(card('javascript:alert(1)'))).toBeUndefined();
    expect(plainText(card('javascript:alert(1)'))).toBe('【学习资料】');
  });
});
