import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { openSync } from 'fontkit';
import { describe, expect, it } from 'vitest';
import type { Chart } from '../../src/drawing/chart.ts';
import { drawChart } from '../../src/drawing/draw-chart.ts';
import { fontFiles } from '../../src/drawing/fonts.ts';

const rareNames = '喆璟堃昇翀祎㛃䶮㙍𬭎𫖯𬸚镕飏珺玥旻昉';
/** Of the rarest planes, each drawn by itself. */
const rarest = '㛃䶮𬭎𫖯';

const boards: Chart = {
  title: '年轻干部能力提升专题培训班（第一期）',
  lines: ['喆璟堃昇翀祎㛃䶮', '总分92分：常规项88.5分，加分项3.5分'],
  parts: [
    {
      bars: [
        { label: '学风学纪', text: '33.5/35分', share: 33.5 / 35, middleHalf: { from: 0.7, middle: 0.85, to: 0.95 } },
        { label: '班级管理', text: '10/15分', share: 10 / 15, middleHalf: { from: 0.5, middle: 0.6, to: 0.8 } },
        { label: '课堂表现', text: '0/25分', share: 0, middleHalf: { from: 0.1, middle: 0.3, to: 0.4 } },
        { label: '推进农业农村现代化与乡村全面振兴的专题研讨', text: '25/25分，待评', share: 1 },
      ],
    },
  ],
  notes: ['橙线：全班 34 人中居中一半学员的得分，竖线为中位。'],
};

/** The points of a PNG, on white; drawn by the same program, so that it needs no other. */
function pointsOf(png: Buffer): { width: number; pixels: Uint8Array } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const href = `data:image/png;base64,${png.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${href}" width="${width}" height="${height}"/></svg>`;
  return { width, pixels: new Uint8Array(new Resvg(svg).render().pixels) };
}

/** The share of points whose colour differs clearly. */
function differing(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return 1;
  let count = 0;
  for (let at = 0; at < one.length; at += 4)
    if ([0, 1, 2].some((part) => Math.abs((one[at + part] ?? 0) - (other[at + part] ?? 0)) > 64)) count += 1;
  return count / (one.length / 4);
}

const withLabel = (label: string): Chart => ({
  ...boards,
  parts: [{ bars: [{ label, text: '', share: 0 }] }],
});

describe('a chart', () => {
  it('looks as it was looked at and found good', () => {
    const file = new URL('fixtures/boards.png', import.meta.url);
    const drawn = drawChart(boards);
    if (process.env.UPDATE_PICTURES !== undefined) writeFileSync(file, drawn);
    const [now, then] = [pointsOf(drawn), pointsOf(readFileSync(file))];
    expect(now.width).toBe(then.width);
    expect(differing(now.pixels, then.pixels)).toBeLessThan(0.005);
  });

  it('has every character of rare names in both fonts', () => {
    for (const file of Object.values(fontFiles())) {
      const font = openSync(file);
      if (!('hasGlyphForCodePoint' in font)) throw new Error('no single font');
      expect([...rareNames].filter((char) => !font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0))).toEqual([]);
    }
  });

  it('draws each rare character as itself, and none as the box of a missing one', () => {
    // Of a plane in which no font has anything.
    const missing = pointsOf(drawChart(withLabel('\u{F0000}'))).pixels;
    const seen = [...rarest].map((char) => Buffer.from(pointsOf(drawChart(withLabel(char))).pixels).toString('base64'));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(Buffer.from(missing).toString('base64'));
  });

  it('refuses more than it has room for', () => {
    const bars = Array.from({ length: 41 }, () => ({ label: '', text: '', share: 0 }));
    expect(() => drawChart({ ...boards, parts: [{ bars }] })).toThrow('41 bars');
    expect(() => drawChart({ ...boards, lines: ['字'.repeat(20_000)] })).toThrow('a height of');
  });
});
