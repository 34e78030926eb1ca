import { z } from 'zod';
import type { PlatformPerson } from '../../chat/platform.ts';
import type { WecomClient } from './client.ts';

/** `status` of members who left the company (D90196). */
const LEFT = 5;

const departmentAnswer = z.object({
  department: z.array(z.object({ id: z.number().int(), name: z.string().optional() })),
});
const memberAnswer = z.object({
  userlist: z.array(
    z.object({
      userid: z.string().min(1),
      name: z.string().optional(),
      department: z.array(z.number().int()).optional(),
      position: z.string().optional(),
      status: z.number().int().optional(),
    }),
  ),
});

/**
 * Everyone in the app's visible range, one department after the other (D90208, D90201): `user/list` does not look below a department,
 * and people in two departments come twice.
 *
 * @returns departments by name, by number where the app may not see them; userids in lower case
 */
export async function* allPeople(client: WecomClient): AsyncGenerator<PlatformPerson> {
  const { department: departments } = await client.call('department/list', departmentAnswer);
  const names = new Map(departments.map(({ id, name }) => [id, name ?? String(id)]));
  const seen = new Set<string>();
  for (const departmentId of names.keys()) {
    const query = { department_id: String(departmentId) };
    const { userlist } = await client.call('user/list', memberAnswer, { query });
    for (const member of userlist) {
      const userId = member.userid.toLowerCase();
      if (seen.has(userId) || member.status === LEFT) continue;
      seen.add(userId);
      yield {
        userId,
        name: member.name ?? '',
        departments: (member.department ?? [departmentId]).map((id) => names.get(id) ?? String(id)),
        title: member.position ?? '',
      };
    }
  }
}
