import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { demoCommand } from '../../src/cli/demo.ts';
import { demoFiles } from '../../src/demo/demo-files.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { readConfig } from '../../src/start/config.ts';

const wecomEnvironment = {
  WECOM_CORP_ID: 'ww0000000000000001',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 's'.repeat(43),
  WECOM_TOKEN: 'token',
  WECOM_ENCODING_AES_KEY: `${'a'.repeat(42)}A`,
};
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(...files: string[]): string {
  const made = mkdtempSync(join(tmpdir(), 'xuece-reset-'));
  folders.push(made);
  for (const file of files) writeFileSync(join(made, file), '{}');
  return made;
}

const reset = (dataDir: string, more: Readonly<Record<string, string>> = {}) => {
  const said: string[] = [];
  return demoCommand(['reset'], readConfig({ DATA_DIR: dataDir, ...more }), (line) => said.push(line)).then(() => said);
};

describe('xuece demo reset', () => {
  it('removes what the demo wrote and nothing else', async () => {
    const dataDir = folder(demoFiles.mark, 'demo-clock.json', 'emulator.jsonl', 'demo.log', '我的笔记.txt');
    mkdirSync(join(dataDir, 'store'));
    expect(await reset(dataDir)).toEqual([`已清空演示数据（${dataDir}）。运行 npm start 即从头开始。`]);
    expect(readdirSync(dataDir)).toEqual(['我的笔记.txt']);
  });

  it('refuses while a bot runs on the data', async () => {
    const dataDir = folder(demoFiles.mark);
    const running = await startEmbeddedStore({ dataDir });
    await expect(reset(dataDir)).rejects.toThrow('演示正在运行');
    await running.close();
    expect(existsSync(join(dataDir, demoFiles.mark))).toBe(true);
  });

  it('never touches the data of a real installation', async () => {
    const real = folder('store');
    await expect(reset(real)).rejects.toThrow('不是演示的数据目录');
    const configured = folder(demoFiles.mark);
    await expect(reset(configured, wecomEnvironment)).rejects.toThrow('不是演示，未作任何改动');
    await expect(reset(configured, { MONGODB_URI: 'mongodb://db1/xuece' })).rejects.toThrow('MONGODB_URI');
    expect([readdirSync(real), readdirSync(configured)]).toEqual([['store'], [demoFiles.mark]]);
  });
});
