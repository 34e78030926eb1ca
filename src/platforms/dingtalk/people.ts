import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformPerson } from '../../chat/platform.ts';
import { PlatformError } from '../../errors.ts';
import type { Contacts } from './contacts.ts';

const rootDepartment = 1;
/**
 * A call over the limit of 20 a second, or a busy vendor, is repeated after a second, three times at most (docs/vendors/dingtalk.md,
 * Answers).
 */
const repeats = 3;
const pauseMs = 1_000;

/**
 * Everyone the app may see: all departments from the root down, then each one's people page by page. Nobody comes twice.
 *
 * `departments` are names, numbers where the app may not see them; the root has no name and is left out.
 *
 * @param wait - resolves after so many milliseconds
 * @throws PlatformError, TransportError as soon as one call fails for good: half a list must not look like a whole one
 */
export async function* allPeople(
  contacts: Contacts,
  wait: (ms: number) => Promise<unknown> = pause,
): AsyncGenerator<PlatformPerson> {
  const names = await departmentNames(contacts, wait);
  const seen = new Set<string>();
  for (const departmentId of names.keys()) {
    let cursor: number | undefined = 0;
    while (cursor !== undefined) {
      const at: number = cursor;
      const page = await repeatLater(() => contacts.users(departmentId, at), wait);
      for (const { userId, name, title, departmentIds } of page.users) {
        if (seen.has(userId)) continue;
        seen.add(userId);
        const below = departmentIds.filter((id) => id !== rootDepartment);
        yield { userId, name, title, departments: below.map((id) => names.get(id) ?? String(id)) };
      }
      cursor = page.nextCursor;
    }
  }
}

async function departmentNames(contacts: Contacts, wait: (ms: number) => Promise<unknown>) {
  const names = new Map([[rootDepartment, '']]);
  // A Map walks over what is added on the way.
  for (const parentId of names.keys()) {
    for (const { id, name } of await repeatLater(() => contacts.departments(parentId), wait)) names.set(id, name);
  }
  return names;
}

async function repeatLater<T>(call: () => Promise<T>, wait: (ms: number) => Promise<unknown>): Promise<T> {
  for (let left = repeats; ; left -= 1) {
    try {
      return await call();
    } catch (error) {
      if (left === 0 || !(error instanceof PlatformError) || error.retry !== 'later') throw error;
      await wait(pauseMs);
    }
  }
}
