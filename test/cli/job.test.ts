import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobCommand } from '../../src/cli/job.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import type { JobRunRow } from '../../src/schedule/job-runs.ts';
import { readConfig } from '../../src/start/config.ts';
import { openStore } from '../../src/stores.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'xuece-cli-'));
const config = readConfig({ DATA_DIR: dataDir, EMULATOR: 'on' });

/** One job that ran, one that failed, the others never due. */
beforeAll(async () => {
  const embedded = await startEmbeddedStore({ dataDir });
  const store = await openStore(embedded.uri);
  const slotAt = new Date('2026-03-02T01:17:00Z');
  for (const [job, state, more] of [
    ['remind-survey', 'done', { messages: 3 }],
    ['close-survey', 'failed', { error: 'no such field' }],
  ] as const) {
    const row: JobRunRow = {
      _id: `${job}@1`,
      job,
      slotAt,
      state,
      startedAt: slotAt,
      leaseUntil: slotAt,
      attempts: 1,
      ...more,
    };
    await store.jobRuns.take(row);
  }
  await store.close();
  await embedded.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  expect(await jobCommand(args, config, (line) => lines.push(line))).toBe(0);
  return lines.join('\n');
}

describe('xuece job', () => {
  it('lists every job with how it went last', async () => {
    const listed = await run('list');
    expect(listed).toMatch(/^remind-survey　.*最近一次：3月2日 周一 09:17，已完成，新增 3 条消息$/m);
    expect(listed).toMatch(/^close-survey　.*09:17，多次运行均未成功（no such field）$/m);
    expect(listed).toMatch(/^publish-grades　.*尚未运行$/m);
  });

  it('says what a job would send without sending anything', async () => {
    expect(await run('run', 'remind-survey', '--dry-run')).toContain('将发送 0 条消息，现在什么都没有发送');
  });

  it('names the jobs there are where one is misspelt', async () => {
    await expect(jobCommand(['run', 'remind'], config, () => undefined)).rejects.toThrow(
      /没有任务“remind”。可用的任务：.*remind-survey、/,
    );
  });
});
