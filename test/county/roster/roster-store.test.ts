import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importCommand } from '../../../src/cli/import.ts';
import { CadreStore } from '../../../src/county/cadres.ts';
import { RecordChangeStore } from '../../../src/county/record-changes.ts';
import type { RosterChanges } from '../../../src/county/roster/roster-plan.ts';
import { RosterStore } from '../../../src/county/roster/roster-store.ts';
import { UnitStore } from '../../../src/county/units.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../../src/embedded/index.ts';
import { readConfig } from '../../../src/start/config.ts';
import type { FieldWrite } from '../../../src/store/collection.ts';
import type { CrashPoint } from '../../../src/store/crash-point.ts';
import { Database } from '../../../src/store/database.ts';
import { openStore, type Store } from '../../../src/stores.ts';
import { smallCounty } from '../../helpers/county.ts';

let dataDir: string;
let embedded: EmbeddedStore;
let store: Store;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xuece-roster-'));
  embedded = await startEmbeddedStore({ dataDir });
  store = await openStore(embedded.uri);
});
afterEach(async () => {
  await store.close();
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const { units, cadres } = smallCounty('wecom');
const origin = { by: 'org', at: new Date('2026-03-02T01:00:00Z') };
const changes: RosterChanges = { importId: 'i1', addUnits: units, addCadres: cadres, change: [] };

describe('an import in the store', () => {
  it('adds units and people, and a second time changes nothing', async () => {
    await store.roster.apply(changes, origin);
    const first = await store.roster.cadres();
    await store.roster.apply(changes, origin);
    expect(first).toHaveLength(cadres.length);
    expect(await store.roster.cadres()).toEqual(first);
  });

  it('changes single fields, nested ones too, and leaves the others', async () => {
    await store.roster.apply(changes, origin);
    const change = (field: string, to?: string) => ({
      record: 'cadre' as const,
      id: 'zhao',
      field,
      from: undefined,
      ...(to === undefined ? {} : { to }),
      who: '赵一',
      label: '',
      fromText: '',
      toText: '',
    });
    const change2 = [
      change('post', '局长'),
      change('identities.dingtalk', 'd1'),
      change('gradeRank'),
    ] as unknown as RosterChanges['change'];
    await store.roster.apply({ importId: 'i2', addUnits: [], addCadres: [], change: change2 }, origin);
    expect((await store.roster.cadres()).find((cadre) => cadre.id === 'zhao')).toMatchObject({
      post: '局长',
      identities: { wecom: 'zhao', dingtalk: 'd1' },
      name: '赵一',
    });
  });

  it('leaves a role alone that is given while it runs', async () => {
    await store.roster.apply(changes, origin);
    class Busy extends CadreStore {
      override async change(fields: readonly FieldWrite[]): Promise<void> {
        await store.cadres.grant('zhao', 'orgDept');
        await super.change(fields);
      }
    }
    const database = await Database.open(embedded.uri);
    const roster = new RosterStore(
      database,
      new UnitStore(database),
      new Busy(database),
      new RecordChangeStore(database),
    );
    const named = { who: '赵一', label: '职务', fromText: '预算股股长', toText: '局长' };
    const change = [{ record: 'cadre' as const, id: 'zhao', field: 'post', to: '局长', ...named }];
    await roster.apply({ importId: 'i3', addUnits: [], addCadres: [], change }, origin);
    await database.close();
    expect(await store.cadres.byId('zhao')).toMatchObject({ post: '局长', roles: ['orgDept'] });
  });

  it.each([
    ['roster.changes-staged', 0],
    ['roster.import-ready', 1],
    ['roster.changes-made', 1],
  ] as const)('that ends at %s is made whole or not at all by the next start', async (point, finished) => {
    const stop = new Error('the process ended here');
    const crashPoint = (reached: CrashPoint) => {
      if (reached === point) throw stop;
    };
    const broken = await openStore(embedded.uri, { crashPoint });
    await expect(broken.roster.apply(changes, origin)).rejects.toBe(stop);
    await broken.close();
    expect(await store.roster.finishInterrupted()).toBe(finished);
    expect(await store.roster.cadres()).toHaveLength(finished * cadres.length);
    expect(await store.roster.finishInterrupted()).toBe(0);
  });

  it('leaves nothing behind that was not written down completely', async () => {
    await store.roster.stage(changes);
    expect(await store.roster.finishInterrupted()).toBe(0);
    expect(await store.roster.cadres()).toEqual([]);
  });

  it('is finished at the next start when it was written down completely', async () => {
    await store.roster.stage(changes);
    await store.roster.markReady(changes.importId, origin);
    expect(await store.roster.finishInterrupted()).toBe(1);
    expect(await store.roster.cadres()).toHaveLength(cadres.length);
    expect(await store.roster.finishInterrupted()).toBe(0);
  });
});

describe('xuece import people', () => {
  it('shows a preview, imports beside a running store, and then finds nothing to do', async () => {
    await store.roster.apply({ ...changes, addCadres: [] }, origin);
    const file = join(dataDir, '干部名册.csv');
    await writeFile(
      file,
      '姓名,单位,职务,性别,出生年月,参加工作时间,任现职时间,层级,类别,人员编号\n林新,县财政局,科员,女,1990-05,2012-07,2020-03,科员及以下,党政机关,X1\n',
    );
    const printed: string[] = [];
    const run = (...args: string[]) =>
      importCommand(['people', file, ...args], readConfig({ DATA_DIR: dataDir }), (text) => printed.push(text));
    expect(await run()).toBe(0);
    expect(printed.join('\n')).toMatch(/新增 1 条.*预览，未作任何改动/s);
    expect(await store.cadres.byId('X1')).toBeNull();
    expect(await run('--apply')).toBe(0);
    expect((await store.cadres.byId('X1'))?.name).toBe('林新');
    expect(await run('--apply')).toBe(0);
    expect(printed.at(-1)).toContain('无需改动');
  });

  it('reports bad rows by row and column and imports nothing', async () => {
    await store.roster.apply({ ...changes, addCadres: [] }, origin);
    const file = join(dataDir, '干部名册.csv');
    await writeFile(
      file,
      '姓名,单位,职务,性别,出生年月,参加工作时间,任现职时间,层级,类别,人员编号\n林新,县没有局,科员,女,1990-13,2012-07,2020-03,科员及以下,党政机关,X1\n',
    );
    const printed: string[] = [];
    expect(
      await importCommand(['people', file, '--apply'], readConfig({ DATA_DIR: dataDir }), (text) => printed.push(text)),
    ).toBe(1);
    expect(printed.join('\n')).toMatch(/第 2 行 B 列（单位）/);
    expect(printed.join('\n')).toMatch(/第 2 行 E 列（出生年月）/);
    expect(await store.cadres.byId('X1')).toBeNull();
  });
});
