import { monitorEventLoopDelay } from 'node:perf_hooks';
import { planRoster } from '../../src/county/roster/plan-roster.ts';
import { applyRosterPlan } from '../../src/county/roster/roster.ts';
import type { RosterPlan } from '../../src/county/roster/roster-plan.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { makeWorkbook } from '../../src/sheets/make-workbook.ts';
import { readSheets } from '../../src/sheets/read-sheets.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import { type RowToWrite, writeWorkbook } from '../../src/sheets/write-workbook.ts';
import { openStore } from '../../src/stores.ts';

const rows = 100_000;

/** A list of 100,000 people with 12 columns, written in a thread and, to compare, where it is asked for; then a roster of so many, imported. */
export async function benchSheets(directory: string): Promise<void> {
  console.log(`\nSheets: ${rows} rows of 12 columns`);
  const frame = { name: '名单', headerRow: 1 };
  await measured('written in a thread', () => makeWorkbook({ ...frame, rows: people() }));
  await measured('written at once', async () => writeWorkbook({ ...frame, rows: [...people()] }));
  await benchImport(directory);
}

/** The roster is imported into an empty base, and then once more, changed in every row. */
async function benchImport(directory: string): Promise<void> {
  const embedded = await startEmbeddedStore({ dataDir: directory });
  const store = await openStore(embedded.uri);
  await store.units.put(unitNames.map((name, at) => ({ _id: `u${at}`, name, kind: 'government', size: 20_000 })));
  for (const post of ['党组成员、副局长', '二级调研员']) {
    const bytes = await makeWorkbook({ name: '名册', headerRow: 1, rows: roster(post) });
    const origin = { at: new Date() };
    let plan: RosterPlan | undefined;
    await measured('a roster read and planned', async () => {
      plan = await planRoster(await readSheets(bytes, 'a.xlsx', limits), store.roster, '2026-11-30', limits);
    });
    if (plan === undefined || plan.problems.length > 0) throw new Error('the roster has problems');
    const { addCadres, change } = plan.changes;
    console.log(`${addCadres.length} people to be added, ${change.length} changes`);
    await measured('applied', async () => {
      await applyRosterPlan(store.roster, plan as RosterPlan, origin);
    });
  }
  await store.close();
  await embedded.close();
}

const limits = { ...SHEET_LIMITS, fileBytes: 50e6, inflatedBytes: 500e6, cells: 4_000_000, memoryMb: 1024 };

/** Prints what it costs: processor time of all threads, how much the process grows at most, the longest time nothing else could run. */
async function measured(name: string, run: () => Promise<Buffer | undefined>): Promise<void> {
  const before = process.memoryUsage.rss() / 1e6;
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()];
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss() / 1e6);
  }, 20);
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const file = await run();
  await new Promise((resolve) => setTimeout(resolve, 20));
  most = Math.max(most, process.memoryUsage.rss() / 1e6);
  clearInterval(look);
  stalls.disable();
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${name}: ${((user + system) / 1e6).toFixed(1)} s of CPU in ${((performance.now() - startedAt) / 1000).toFixed(1)} s, ` +
      `the process grows by ${(most - before).toFixed(0)} MB, nothing else for ${(stalls.max / 1e6).toFixed(0)} ms at most${file instanceof Buffer ? `, ${(file.length / 1e6).toFixed(1)} MB` : ''}`,
  );
}

function* people(): Generator<RowToWrite> {
  for (let at = 0; at < rows; at += 1) {
    const name = `张${String.fromCharCode(0x4e00 + (at % 5000), 0x5000 + (at % 3000))}`;
    const month = `19${60 + (at % 40)}.0${1 + (at % 9)}`;
    const about = `2${at}-考评合格，出勤 ${at % 40} 次`;
    const id = `c${String(at).padStart(6, '0')}`;
    yield [
      id,
      name,
      unitNames[at % 5] ?? '',
      '党组成员、副局长',
      month,
      '乡科级副职',
      at % 100,
      (at % 1000) / 10,
      '党政机关',
      about,
      '男',
      at,
    ];
  }
}

const unitNames = ['县财政局', '县农业农村局', '云岭镇人民政府', '县委组织部', '县教育体育局'];

function* roster(post: string): Generator<RowToWrite> {
  yield [
    '人员编号',
    '姓名',
    '单位',
    '职务',
    '性别',
    '出生年月',
    '参加工作时间',
    '任现职时间',
    '层级',
    '类别',
    '是否关键岗位',
    '联系电话',
  ];
  for (let at = 0; at < rows; at += 1) {
    const name = `张${String.fromCharCode(0x4e00 + (at % 5000), 0x5000 + (at % 3000))}`;
    const month = `19${60 + (at % 40)}.0${1 + (at % 9)}`;
    yield [
      ...[`c${String(at).padStart(6, '0')}`, name, unitNames[at % 5] ?? '', post, at % 2 === 0 ? '男' : '女', month],
      ...['2020.07', '2023.05', '乡科级副职', '党政机关', '否', `1390000${String(at % 10_000).padStart(4, '0')}`],
    ];
  }
}
