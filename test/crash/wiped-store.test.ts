import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openClass } from '../helpers/class.ts';
import { CrashWorld, dropTemplate, makeTemplate, type Template } from '../helpers/crash-world.ts';

let template: Template | undefined;
let world: CrashWorld | undefined;
afterEach(async () => {
  await world?.stop();
  if (template !== undefined) dropTemplate(template);
});

it('a bot whose data was wiped still gets its cards through to the same WeCom app', async () => {
  template = await makeTemplate('wecom', undefined, async (first) => {
    await openClass(first, { named: 3 });
  });
  rmSync(join(template.dataDir, 'store'), { recursive: true });
  world = await CrashWorld.from(template);
  await openClass(world.world, { named: 3 });
  await world.rest();
  expect(world.world.count('zhao', '选调您参加')).toBe(2);
  expect(await world.world.running.store.undelivered.refused(10)).toEqual([]);
  await world.world.press('zhao', '确认参加');
  expect(world.world.count('zhao', '已确认。请于')).toBe(1);
});
