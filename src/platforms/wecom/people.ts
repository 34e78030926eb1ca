import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { PlatformPerson } from '../../chat/platform.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { WecomApi } from './api.ts';

/** `status` of members who are disabled or left the company (D90196), the same whom `unsubscribe` tells of. */
const gone: readonly (number | undefined)[] = [2, 5];
/** A call that a busy vendor turned away, or that got no answer, is repeated after a second, three times at most. */
const repeats = 3;
const pauseMs = 1000;

const departmentAnswer = z.object({
  department: z.array(
    z.object({
      id: z.number().int(),
      name: z.string().optional(),
      department_leader: z.array(z.string()).optional(),
    }),
  ),
});
const memberAnswer = z.object({
  userlist: z.array(
    z.object({
      userid: z.string().min(1),
      name: z.string().optional(),
      department: z.array(z.number().int()).optional(),
      is_leader_in_dept: z.array(z.number().int()).optional(),
      direct_leader: z.array(z.string()).optional(),
      position: z.string().optional(),
      status: z.number().int().optional(),
    }),
  ),
});
type Member = z.infer<typeof memberAnswer>['userlist'][number];
type Departments = ReadonlyMap<number, { name: string; leaders: ReadonlySet<string> }>;

export interface WecomPerson extends PlatformPerson {
  /** Departments this person leads, named like `departments`. */
  leads: readonly string[];
  /** The userid of the person's own leader, where one is entered. */
  leader?: string;
}

/**
 * Everyone in the app's visible range, one department after the other (D90208, D90201): `user/list` does not look below a department,
 * and people in two departments come twice.
 *
 * @param wait - resolves after so many milliseconds
 * @returns departments by name, by number where the app may not see them; userids in lower case
 * @throws PlatformError, TransportError as soon as one call fails for good: half a list must not look like a whole one
 */
export async function* allPeople(
  api: WecomApi,
  wait: (ms: number) => Promise<unknown> = pause,
): AsyncGenerator<WecomPerson> {
  const { department } = await repeated(() => api.call('department/list', departmentAnswer), wait);
  const departments: Departments = new Map(
    department.map(({ id, name, department_leader }) => [
      id,
      { name: name ?? String(id), leaders: new Set(department_leader?.map((userId) => userId.toLowerCase())) },
    ]),
  );
  const seen = new Set<string>();
  for (const departmentId of departments.keys()) {
    const query = { department_id: String(departmentId) };
    const { userlist } = await repeated(() => api.call('user/list', memberAnswer, { query }), wait);
    for (const member of userlist) {
      const userId = member.userid.toLowerCase();
      if (seen.has(userId) || gone.includes(member.status)) continue;
      seen.add(userId);
      yield personOf(userId, member, departmentId, departments);
    }
  }
}

function personOf(userId: string, member: Member, departmentId: number, departments: Departments): WecomPerson {
  const ids = member.department ?? [departmentId];
  const nameOf = (id: number) => departments.get(id)?.name ?? String(id);
  const led = ids.filter(
    (id, index) => member.is_leader_in_dept?.[index] === 1 || departments.get(id)?.leaders.has(userId) === true,
  );
  const leader = member.direct_leader?.[0]?.toLowerCase();
  return {
    userId,
    name: member.name ?? '',
    departments: ids.map(nameOf),
    title: member.position ?? '',
    leads: led.map(nameOf),
    ...(leader === undefined ? {} : { leader }),
  };
}

async function repeated<T>(call: () => Promise<T>, wait: (ms: number) => Promise<unknown>): Promise<T> {
  for (let left = repeats; ; left -= 1) {
    try {
      return await call();
    } catch (error) {
      const passes = error instanceof TransportError || (error instanceof PlatformError && error.retry === 'later');
      if (left === 0 || !passes) throw error;
      await wait(pauseMs);
    }
  }
}
