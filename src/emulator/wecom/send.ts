import { createHash } from 'node:crypto';
import { beijingDate } from '../beijing.ts';
import type { Content, Entry, Target } from '../entries.ts';
import { cutBytes, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { type DeliveryFault, deliver, dropped } from '../messages.ts';
import type { WecomAccount } from '../options.ts';
import type { World } from '../world.ts';
import { checkCard, isInteractive } from './card-check.ts';
import { WecomRefusal } from './codes.ts';
import { personLimitReached } from './person-limit.ts';
import { type Receivers, resolveReceivers } from './receivers.ts';

const CODE_LIFE_MS = 72 * 3_600_000;
const MAX_TEXT_BYTES = 2048;
const MAX_REPEAT_SECONDS = 14_400;
/** Account cap × 200 person-sends a day (wecom.md 4.2); the cap is the number of people. */
const SENDS_PER_ACCOUNT_AND_DAY = 200;

/**
 * `message/send` (wecom.md 4.1–4.4, 10.2).
 * @throws WecomRefusal
 */
export function sendMessage(world: World, account: WecomAccount, body: JsonObject, fault: DeliveryFault): JsonObject {
  checkAgent(body, account);
  const kind = textOf(body.msgtype);
  const content = contentOf(kind, objectOf(body[kind]));
  const card = content.type === 'wecom-card' ? content.card : undefined;
  if (card !== undefined && isInteractive(card) && account.callbackUrl === undefined) throw new WecomRefusal(43012);
  const receivers = resolveReceivers(world, body);
  const answer: JsonObject = { ...receivers.lists, msgid: world.secret() };
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  if (body.enable_duplicate_check === 1 && (world.state.wecom.repeats.get(digest) ?? 0) > world.nowMs()) return answer;
  checkDayQuota(world, receivers);
  const taskId = card?.task_id === undefined ? undefined : textOf(card.task_id);
  if (taskId !== undefined && world.state.wecom.taskIds.has(taskId)) throw new WecomRefusal(42014);
  const delivery = deliverTo(world, receivers, content, textOf(answer.msgid), fault);
  const entries = [...delivery.entries, ...repeatEntry(world, body, digest)];
  entries.push({
    kind: 'wecom-message',
    msgid: textOf(answer.msgid),
    receivers: delivery.targets,
    atMs: world.nowMs(),
    date: beijingDate(world.nowMs()),
    sends: receivers.userIds.length,
    ...(taskId === undefined ? {} : { taskId }),
  });
  if (card !== undefined && isInteractive(card)) {
    answer.response_code = world.secret();
    entries.push(codeEntry(world, textOf(answer.response_code), textOf(answer.msgid)));
  }
  world.commit(...entries);
  return answer;
}

/** A fresh single-use `response_code`, good for 72 hours (wecom.md 4.5). */
export function codeEntry(world: World, code: string, msgid: string): Entry {
  return { kind: 'wecom-code', code, msgid, expiresAtMs: world.nowMs() + CODE_LIFE_MS };
}

/** @throws WecomRefusal 41011, 40056: one company with one app, so any other id is unknown */
export function checkAgent(body: JsonObject, account: WecomAccount): void {
  if (body.agentid === undefined) throw new WecomRefusal(41011);
  if (Number(body.agentid) !== account.agentId) throw new WecomRefusal(40056);
}

/** Who got the message is one thing, who is over 30 a minute another: the latter is silent (wecom.md 4.2). */
function deliverTo(
  world: World,
  receivers: Receivers,
  content: Content,
  msgid: string,
  fault: DeliveryFault,
): { entries: Entry[]; targets: Target[] } {
  const over = new Set(receivers.userIds.filter((userId) => personLimitReached(world, userId)));
  const reached = receivers.userIds.filter((userId) => !over.has(userId));
  const { entries, targets } = deliver(world, 'wecom', reached, content, { ref: msgid, fault });
  if (over.size > 0) entries.push(dropped(world, 'wecom', [...over], 'person-limit'));
  return { entries, targets };
}

function checkDayQuota(world: World, receivers: Receivers): void {
  const { day } = world.state.wecom;
  const sends = day.date === beijingDate(world.nowMs()) ? day.sends : 0;
  const accounts = [...world.directory.all()].filter((person) => person.vendor === 'wecom').length;
  if (sends + receivers.userIds.length > accounts * SENDS_PER_ACCOUNT_AND_DAY) throw new WecomRefusal(45009);
}

function repeatEntry(world: World, body: JsonObject, digest: string): Entry[] {
  if (body.enable_duplicate_check !== 1) return [];
  const asked = typeof body.duplicate_check_interval === 'number' ? body.duplicate_check_interval : 1800;
  const untilMs = world.nowMs() + Math.min(asked, MAX_REPEAT_SECONDS) * 1000;
  return [{ kind: 'wecom-repeat', digest, untilMs }];
}

function contentOf(kind: string, source: JsonObject): Content {
  switch (kind) {
    case 'text':
      if (textOf(source.content) === '') throw new WecomRefusal(44004);
      return { type: 'text', text: cutBytes(textOf(source.content), MAX_TEXT_BYTES) };
    case 'markdown':
      if (textOf(source.content) === '') throw new WecomRefusal(44004);
      if (Buffer.byteLength(textOf(source.content)) > MAX_TEXT_BYTES) throw new WecomRefusal(45002);
      return { type: 'markdown', title: '', markdown: textOf(source.content) };
    case 'textcard':
      return textCardOf(source);
    case 'news':
      return newsOf(source);
    case 'template_card':
      checkCard(source, 'send');
      return { type: 'wecom-card', card: source };
    default:
      throw new WecomRefusal(40008);
  }
}

/** Title 128 and description 512 characters, longer ones are cut (wecom.md 4.3). */
function textCardOf(source: JsonObject): Content {
  if (textOf(source.title) === '') throw new WecomRefusal(41016);
  if (textOf(source.description) === '') throw new WecomRefusal(41033);
  needUrl(source.url);
  const label = textOf(source.btntxt) === '' ? '详情' : [...textOf(source.btntxt)].slice(0, 4).join('');
  return {
    type: 'links',
    title: [...textOf(source.title)].slice(0, 128).join(''),
    desc: plainDescription([...textOf(source.description)].slice(0, 512).join('')),
    links: [{ label, url: textOf(source.url) }],
  };
}

function newsOf(source: JsonObject): Content {
  const articles = listOf(source.articles).map(objectOf);
  if (articles.length < 1 || articles.length > 8) throw new WecomRefusal(45008);
  for (const article of articles) {
    if (textOf(article.title) === '') throw new WecomRefusal(41016);
    if (article.appid === undefined) needUrl(article.url);
  }
  const [first] = articles;
  return {
    type: 'links',
    title: cutBytes(textOf(first?.title), 128),
    desc: cutBytes(textOf(first?.description), 512),
    links: articles.map(({ title, url }) => ({ label: cutBytes(textOf(title), 128), url: textOf(url) })),
  };
}

function needUrl(url: unknown): void {
  if (textOf(url) === '') throw new WecomRefusal(40058);
  if (!/^https?:\/\//.test(textOf(url))) throw new WecomRefusal(45034);
}

function plainDescription(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/div>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .trim();
}
