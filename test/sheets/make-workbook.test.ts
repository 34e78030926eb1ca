import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCsv, makeWorkbook } from '../../src/sheets/make-workbook.ts';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import { type RowToWrite, writeWorkbook } from '../../src/sheets/write-workbook.ts';

const frame = { name: '名单', headerRow: 1, widths: [8, 12] };
const people = (count: number): RowToWrite[] =>
  Array.from({ length: count }, (_, at) => [`c${at}`, `张${at}`, '县财政局', at]);

describe('writing a sheet whose rows may be many', () => {
  it.each([0, 1, 1249, 1250, 1251, 2500, 20_000])(
    'of %i rows gives the file that is written at once',
    async (count) => {
      const rows = people(count);
      expect(writeWorkbook({ ...frame, rows }).equals(await makeWorkbook({ ...frame, rows }))).toBe(true);
    },
  );

  it('takes rows one by one, as they come', async () => {
    const rows = people(4_000);
    async function* coming() {
      yield* rows;
    }
    expect(writeWorkbook({ ...frame, rows }).equals(await makeWorkbook({ ...frame, rows: coming() }))).toBe(true);
  });

  it('lets others have their turn meanwhile', async () => {
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 1);
    await makeWorkbook({ ...frame, rows: people(20_000) });
    clearInterval(turn);
    expect(turns).toBeGreaterThan(5);
  });

  it('fails with what the rows fail with, and writes the next one all the same', async () => {
    function* broken() {
      yield* people(4_000);
      throw new Error('the rows end here');
    }
    const [failed, next] = await Promise.allSettled([
      makeWorkbook({ ...frame, rows: broken() }),
      makeWorkbook({ ...frame, rows: people(4_000) }),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'the rows end here' } });
    expect(next).toMatchObject({ status: 'fulfilled' });
  });

  it('refuses a file that could not be sent', async () => {
    let seed = 1;
    const noise = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed.toString(36);
    };
    function* endless() {
      for (;;) yield Array.from({ length: 200 }, noise);
    }
    await expect(makeWorkbook({ ...frame, rows: endless() })).rejects.toMatchObject({ code: 'sheet.too-large' });
  });

  it('keeps every text apart when there are more than the table of texts holds', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), { numRuns: 200, seed: 7 });
    const rows = [...people(12_000), texts, ['=1+1', '＝1+1', '@甲', '-1', '\t=1', '_x003D_1']];
    const [sheet] = await parseSheets(await makeWorkbook({ ...frame, rows }), 'a.xlsx', SHEET_LIMITS);
    const [once] = await parseSheets(writeWorkbook({ ...frame, rows: rows.slice(12_000) }), 'a.xlsx', SHEET_LIMITS);
    expect(sheet?.rows.at(11_999)?.cells.get(2)).toEqual({ kind: 'text', text: '张11999' });
    expect([...(sheet?.rows ?? [])].slice(-2).map(({ cells }) => cells)).toEqual(
      [...(once?.rows ?? [])].map(({ cells }) => cells),
    );
    expect([...(sheet?.rows.at(-1)?.cells.values() ?? [])]).toEqual(
      ["'=1+1", "'＝1+1", "'@甲", "'-1", "'\t=1", '_x003D_1'].map((text) => ({ kind: 'text', text })),
    );
  });
});

describe('a sheet as CSV', () => {
  const sheetAsCsv = (rows: (string | number)[][]) =>
    makeCsv({ name: '名单', headerRow: 2, rows: [['名单'], ['姓名', '分'], ...rows] });

  it('begins with the names of the columns, has its mark and CR LF, and numbers as they are', async () => {
    const csv = await sheetAsCsv([
      ['张三，“喆”', -1.5],
      ['a,"b"\nc', 2],
    ]);
    expect(csv.toString('utf8')).toBe('\uFEFF姓名,分\r\n张三，“喆”,-1.5\r\n"a,""b""\nc",2\r\n');
  });

  it('holds nothing that runs', async () => {
    const csv = (
      await sheetAsCsv([
        ['=1+1', '@x'],
        ['＋1', '-2'],
        ['\t=1', '\u200B=1'],
      ])
    ).toString('utf8');
    expect(csv).toContain("'=1+1,'@x\r\n'＋1,'-2\r\n");
    expect(csv.split(/[,\n]/).filter((field) => /^"?[=+@\-\t]/.test(field.normalize('NFKC')))).toEqual([]);
  });

  it('has what belongs to it behind an empty line, and long ones are written in the thread as the same', async () => {
    const behind = [{ name: '矩阵', headerRow: 1, rows: [['矩阵'], ['题', 3]] }];
    const csv = await makeCsv({ name: '名单', headerRow: 1, rows: [['姓名']], behind });
    expect(csv.toString('utf8')).toBe('\uFEFF姓名\r\n\r\n矩阵\r\n题,3\r\n');
    const rows = Array.from({ length: 4_000 }, (_, at) => [`张${at}`, at]);
    const lines = (await sheetAsCsv(rows)).toString('utf8').split('\r\n');
    expect([lines.length, lines[1], lines[4_000]]).toEqual([4_002, '张0,0', '张3999,3999']);
  });
});
