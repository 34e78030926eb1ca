import { z } from 'zod';
import { PlatformError, TransportError } from '../../errors.ts';
import type { DingtalkApi } from './api.ts';
import { userId as userIdText } from './json.ts';

export interface Department {
  id: number;
  name: string;
}

export interface UserPage {
  users: readonly { userId: string; name: string; title: string; departmentIds: readonly number[] }[];
  /** Where the next page starts; absent on the last one. */
  nextCursor?: number;
}

/** The old API's samples print numbers, booleans and lists as text (docs/vendors/dingtalk.md, Contacts and login). */
const wholeNumber = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const numberList = z.union([
  z.array(wholeNumber),
  z
    .string()
    .regex(/^\[[\d,\s]*\]$/)
    .transform((list) => list.match(/\d+/g)?.map(Number) ?? []),
]);
const departmentsAnswer = z.object({ result: z.array(z.object({ dept_id: wholeNumber, name: z.string() })) });
const usersAnswer = z.object({
  result: z.object({
    has_more: truth,
    next_cursor: wholeNumber.nullish(),
    list: z.array(
      z.object({
        userid: z.string().min(1),
        name: z.string(),
        title: z.string().nullish(),
        dept_id_list: numberList.nullish(),
      }),
    ),
  }),
});

const loginAnswer = z.object({ result: z.object({ userid: userIdText }) });

const pageSize = 100;
/** A login code that is wrong, used or older than five minutes (docs/vendors/dingtalk.md, Contacts and login). */
const badLoginCode = '40078';

/** Who is in the company, and who stands behind a login code; none of it costs anything of the month's allowance. */
export class Contacts {
  readonly #api: DingtalkApi;

  constructor(api: DingtalkApi) {
    this.#api = api;
  }

  /** The departments right below one (docs/vendors/dingtalk.md, Contacts and login); the root is 1. */
  async departments(parentId: number): Promise<Department[]> {
    const name = 'topapi/v2/department/listsub';
    const { result } = await this.#api.callOld(name, { dept_id: parentId }, departmentsAnswer);
    return result.map((each) => ({ id: each.dept_id, name: each.name }));
  }

  /** One page of the people right in one department, without those below it; pages start at cursor 0. */
  async users(departmentId: number, cursor: number): Promise<UserPage> {
    const name = 'topapi/v2/user/list';
    const { result } = await this.#api.callOld(name, { dept_id: departmentId, cursor, size: pageSize }, usersAnswer);
    const users = result.list.map((user) => ({
      userId: user.userid,
      name: user.name,
      title: user.title ?? '',
      departmentIds: user.dept_id_list ?? [departmentId],
    }));
    if (!result.has_more) return { users };
    const next = result.next_cursor ?? cursor;
    if (next <= cursor) throw new TransportError(name, 'unknown', 'cursor does not advance');
    return { users, nextCursor: next };
  }

  /**
   * As `ChatPlatform.identify` (docs/vendors/dingtalk.md, Contacts and login).
   * @param code - from `dd.requestAuthCode` in one of our pages: good for five minutes and one use
   */
  async identify(code: string): Promise<string | null> {
    try {
      const { result } = await this.#api.callOld('topapi/v2/user/getuserinfo', { code }, loginAnswer);
      return result.userid;
    } catch (error) {
      if (error instanceof PlatformError && error.code === badLoginCode) return null;
      throw error;
    }
  }
}
