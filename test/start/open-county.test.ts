import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { deliveriesCommand } from '../../src/cli/deliveries.ts';
import { importCommand } from '../../src/cli/import.ts';
import { jobCommand } from '../../src/cli/job.ts';
import { storeCommand } from '../../src/cli/store.ts';
import { readConfig } from '../../src/start/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'xuece-wrong-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a data folder without data is refused by every command that needs some, and stays as it was', async () => {
  const dataDir = join(folder, 'nowhere');
  const config = readConfig({ DATA_DIR: dataDir, EMULATOR: 'on' });
  const print = () => undefined;
  await importCommand(['samples', folder], config, print);
  for (const asked of [
    () => deliveriesCommand([], config, print),
    () => jobCommand(['list'], config, print),
    () => importCommand(['people', join(folder, '单位名册.xlsx')], config, print),
    () => storeCommand(['verify'], config, print),
    () => storeCommand(['dump', join(folder, 'dump')], config, print),
    () => storeCommand(['backup', join(folder, 'backup')], config, print),
  ])
    await expect(asked()).rejects.toThrow(`数据目录 ${dataDir} 中没有数据。请检查 DATA_DIR`);
  expect(existsSync(dataDir)).toBe(false);
});
