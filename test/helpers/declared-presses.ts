import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PressKind } from '../../src/chat/press.ts';

const src = new URL('../../src', import.meta.url).pathname;

/** Every kind of press that is declared anywhere. */
export async function declaredPresses(): Promise<PressKind<never>[]> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('/presses.ts'));
  const modules = await Promise.all(
    files.map(async (file) => Object.values((await import(join(src, file))) as Record<string, PressKind<never>>)),
  );
  return modules.flat().filter((each) => typeof each === 'object' && 'action' in each);
}
