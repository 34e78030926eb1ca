import { monitorEventLoopDelay } from 'node:perf_hooks';
import { makeWorkbook } from '../../src/sheets/make-workbook.ts';
import { type RowToWrite, writeWorkbook } from '../../src/sheets/write-workbook.ts';

const rows = 100_000;

/** A list of 100,000 people with 12 columns, written in a thread and, to compare, where it is asked for. */
export async function benchSheets(): Promise<void> {
  console.log(`\nSheets: ${rows} rows of 12 columns`);
  const frame = { name: '名单', headerRow: 1 };
  await measured('written in a thread', () => makeWorkbook({ ...frame, rows: people() }));
  await measured('written at once', async () => writeWorkbook({ ...frame, rows: [...people()] }));
}

/** Prints what it costs: processor time of all threads, how much the process grows at most, the longest time nothing else could run. */
async function measured(name: string, run: () => Promise<Buffer>): Promise<void> {
  const before = process.memoryUsage.rss() / 1e6;
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()];
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss() / 1e6);
  }, 20);
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { length } = await run();
  await new Promise((resolve) => setTimeout(resolve, 20));
  most = Math.max(most, process.memoryUsage.rss() / 1e6);
  clearInterval(look);
  stalls.disable();
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${name}: ${((user + system) / 1e6).toFixed(1)} s of CPU in ${((performance.now() - startedAt) / 1000).toFixed(1)} s, ` +
      `the process grows by ${(most - before).toFixed(0)} MB, nothing else for ${(stalls.max / 1e6).toFixed(0)} ms at most, ${(length / 1e6).toFixed(1)} MB`,
  );
}

function* people(): Generator<RowToWrite> {
  const units = ['县财政局', '县农业农村局', '云岭镇人民政府', '县委组织部', '县教育体育局'];
  for (let at = 0; at < rows; at += 1) {
    const name = `张${String.fromCharCode(0x4e00 + (at % 5000), 0x5000 + (at % 3000))}`;
    const month = `19${60 + (at % 40)}.0${1 + (at % 9)}`;
    const about = `2${at}-考评合格，出勤 ${at % 40} 次`;
    const id = `c${String(at).padStart(6, '0')}`;
    yield [
      id,
      name,
      units[at % 5] ?? '',
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
