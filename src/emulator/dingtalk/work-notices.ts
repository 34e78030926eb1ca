import { createHash } from 'node:crypto';
import { beijingDate } from '../beijing.ts';
import { findItem, hasRead } from '../conversation-state.ts';
import type { Entry } from '../entries.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { type DeliveryFault, deliver } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { OldRefusal } from './refusals.ts';
import type { WorkTask } from './state.ts';
import { noticeContent } from './work-notice-content.ts';

const MAX_USERS = 100;
const MAX_DEPARTMENTS = 20;
const MAX_MESSAGE_BYTES = 2048;
const DAILY_LIMIT = '143105';
const DUPLICATE = '143106';
const WINDOW_MS = 24 * 3_600_000;
const FIRST_TASK = 256_000_000_000;

/**
 * `asyncsend_v2` (docs/emulator.md, Work notifications): over the limits per person the answer is 0 and nothing is shown.
 * @throws OldRefusal 40035 for what the parameters break
 */
export function sendWorkNotice(
  world: World,
  account: DingtalkAccount,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  checkAgent(account, body);
  const { userIds, departmentIds, everybody } = receiversOf(body);
  const message = objectOf(body.msg);
  const json = JSON.stringify(message);
  need(Buffer.byteLength(json) <= MAX_MESSAGE_BYTES, 'msg 过长');
  const content = noticeContent(world, message);
  const people = peopleOf(world, userIds, departmentIds, everybody);
  const digest = createHash('sha256').update(json).digest('hex');
  const forbidden = forbiddenOf(world, people, digest);
  const allowed = people.filter((userId) => !forbidden.some(({ userid }) => userid === userId));
  const { entries, targets } = deliver(world, 'dingtalk', allowed, content, { fault });
  const id = FIRST_TASK + world.nextSerial();
  const task: WorkTask = {
    agentId: Number(body.agent_id),
    atMs: world.nowMs(),
    date: beijingDate(world.nowMs()),
    digest,
    kind: textOf(message.msgtype),
    receivers: targets,
    invalidUsers: userIds.filter((userId) => world.directory.find('dingtalk', userId) === undefined),
    invalidDepartments: departmentIds.filter((department) => !isDepartment(world, department)),
    forbidden,
  };
  world.commit(...entries, { kind: 'dingtalk-task', id, task });
  return { task_id: id };
}

/** `getsendprogress`. @throws OldRefusal 40035 */
export function workNoticeProgress(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  taskOf(world, account, body, body.task_id);
  return { progress: { progress_in_percent: 100, status: 2 } };
}

/** `getsendresult`, within 24 hours. @throws OldRefusal 40035 */
export function workNoticeResult(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  const { task } = taskOf(world, account, body, body.task_id);
  const read = task.receivers.filter((target) => hasRead(world.state, 'dingtalk', target)).map(({ userId }) => userId);
  const unread = task.receivers.map(({ userId }) => userId).filter((userId) => !read.includes(userId));
  return {
    send_result: {
      invalid_user_id_list: task.invalidUsers,
      forbidden_user_id_list: task.forbidden.map(({ userid }) => userid),
      failed_user_id_list: [],
      read_user_id_list: read,
      unread_user_id_list: unread,
      invalid_dept_id_list: task.invalidDepartments,
      forbidden_list: task.forbidden.map(({ code, userid }) => ({ code, count: 1, userid })),
    },
  };
}

/** `recall`, within 24 hours. @throws OldRefusal 40035 */
export function recallWorkNotice(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  const { id, task } = taskOf(world, account, body, body.msg_task_id);
  if (task.recalled === true) return {};
  const atMs = world.nowMs();
  world.commit(
    { kind: 'recalled', vendor: 'dingtalk', targets: task.receivers, atMs },
    { kind: 'dingtalk-task', id, task: { ...task, recalled: true } },
  );
  return {};
}

/** `status_bar/update`: `oa` notices with at most five receivers. @throws OldRefusal 40035 */
export function updateStatusBar(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  const { task } = taskOf(world, account, body, body.task_id);
  need(task.kind === 'oa' && task.receivers.length <= 5, '只支持 oa 消息');
  const status = textOf(body.status_value);
  need(status !== '', '缺少 status_value');
  const atMs = world.nowMs();
  const entries = task.receivers.flatMap((target): Entry[] => {
    const shown = findItem(world.state, 'dingtalk', target)?.content;
    if (shown?.type !== 'links') return [];
    const desc = `${shown.desc.split('\n【')[0]}\n【${status}】`;
    return [{ kind: 'revised', vendor: 'dingtalk', targets: [target], content: { ...shown, desc }, atMs }];
  });
  world.commit(...entries);
  return {};
}

function checkAgent(account: DingtalkAccount, body: JsonObject): void {
  need(account.agentId !== undefined && Number(body.agent_id) === account.agentId, '不合法的 agent_id');
}

function taskOf(world: World, account: DingtalkAccount, body: JsonObject, id: unknown): { id: number; task: WorkTask } {
  checkAgent(account, body);
  const task = world.state.dingtalk.tasks.get(Number(id));
  if (task === undefined || world.nowMs() - task.atMs > WINDOW_MS) throw new OldRefusal(40035, '不合法的 task_id');
  return { id: Number(id), task };
}

function receiversOf(body: JsonObject): { userIds: string[]; departmentIds: number[]; everybody: boolean } {
  const userIds = listIn(body.userid_list);
  const departmentIds = listIn(body.dept_id_list).map(Number);
  const everybody = body.to_all_user === true || body.to_all_user === 'true';
  need(userIds.length <= MAX_USERS, 'userid_list 最多 100 人');
  need(departmentIds.length <= MAX_DEPARTMENTS, 'dept_id_list 最多 20 个');
  need(everybody || userIds.length + departmentIds.length > 0, '接收人不能为空');
  return { userIds, departmentIds, everybody };
}

/** Lists are texts joined with commas. */
function listIn(value: unknown): string[] {
  return textOf(value)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function peopleOf(world: World, userIds: string[], departmentIds: number[], everybody: boolean): string[] {
  const everyone = [...world.directory.all()].filter(({ vendor }) => vendor === 'dingtalk');
  const departments = new Set(departmentIds.flatMap((id) => world.directory.subtree('dingtalk', id)));
  const chosen = everyone.filter((person) => {
    if (everybody || userIds.includes(person.userId)) return true;
    return world.directory.departmentIdsOf(person).some((id) => departments.has(id));
  });
  return chosen.map(({ userId }) => userId);
}

function forbiddenOf(world: World, people: readonly string[], digest: string): WorkTask['forbidden'] {
  const today = beijingDate(world.nowMs());
  const tasks = [...world.state.dingtalk.tasks.values()].filter(({ date }) => date === today);
  return people.flatMap((userid) => {
    const mine = tasks.filter(({ receivers }) => receivers.some(({ userId }) => userId === userid));
    if (mine.some((task) => task.digest === digest)) return [{ code: DUPLICATE, userid }];
    return mine.length >= world.rules.dingtalkNoticesPerPersonAndDay ? [{ code: DAILY_LIMIT, userid }] : [];
  });
}

function isDepartment(world: World, id: number): boolean {
  return world.directory.departments('dingtalk').some((department) => department.id === id);
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new OldRefusal(40035, message);
}
