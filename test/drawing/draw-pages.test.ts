import { describe, expect, it } from 'vitest';
import { drawPages } from '../../src/drawing/draw-pages.ts';
import { mostPages, type Pages } from '../../src/drawing/pages.ts';
import { pdfText } from '../helpers/pdf-text.ts';

const pages = (rows: number, check?: string): Pages => ({
  ...{ title: '登记册', madeAt: new Date('2026-03-01T00:00:00Z'), foot: '编号 DJ-1' },
  ...(check === undefined ? {} : { check }),
  blocks: [
    { kind: 'text', text: '干部教育培训登记册', size: 22, align: 'center', bold: true },
    { kind: 'fields', fields: [{ label: '姓名', value: '喆璟堃㛃䶮𬭎' }] },
    {
      kind: 'table',
      ...{ head: ['班次', '结果'], widths: [3, 1] },
      rows: Array.from({ length: rows }, (_, index) => [`第${index + 1}期`, '结业']),
    },
    { kind: 'code', address: 'https://xuece.example.gov.cn/verify/DJ-1', lines: ['扫码核验'] },
  ],
});

describe('a document', () => {
  it('can be copied from as text, rare characters too', async () => {
    const { bytes } = await drawPages(pages(2));
    const [text = ''] = pdfText(bytes);
    for (const words of ['干部教育培训登记册', '喆璟堃㛃䶮𬭎', '第2期', '编号 DJ-1　第 1/1 页'])
      expect(text).toContain(words);
  });

  it('is the same file for the same pages, and another for others', async () => {
    const [one, same, other] = [await drawPages(pages(2)), await drawPages(pages(2)), await drawPages(pages(3))];
    expect(one.bytes.equals(same.bytes)).toBe(true);
    expect(one.check).toBe(same.check);
    expect(one.check).not.toBe(other.check);
  });

  it('repeats the head of a table on each page, and each page has a check that rests on those before it', async () => {
    const long = pdfText((await drawPages(pages(120, '页校验码'))).bytes);
    expect(long.length).toBeGreaterThan(2);
    expect(long.every((text) => text.includes('班次'))).toBe(true);
    const checks = long.map((text) => /页校验码 ((?:[0-9A-F]{4}-){3}[0-9A-F]{4})/.exec(text)?.[1]);
    expect(new Set(checks).size).toBe(long.length);
    expect(checks).not.toContain(undefined);
    const changed = pages(120, '页校验码');
    const [title, ...others] = changed.blocks;
    if (title?.kind !== 'text') throw new Error('no title');
    const after = pdfText((await drawPages({ ...changed, blocks: [{ ...title, text: '登记册' }, ...others] })).bytes);
    expect(after.at(-1)).not.toContain(checks.at(-1));
  });

  it('holds no more pages than are allowed', async () => {
    await expect(drawPages(pages(40 * mostPages))).rejects.toThrow(`more than ${mostPages} pages`);
  });
});
