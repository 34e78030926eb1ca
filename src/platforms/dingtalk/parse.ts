import { z } from 'zod';
import type { Identity, Said, SentFile, Unsupported } from '../../chat/update.ts';
import { faults, instantMs, userId, vendorId } from './json.ts';
import { type Content, readContent } from './parse-content.ts';

/** What a verified body says: an update, nothing for us, something for another robot or company, or something no vendor sends. */
export type Parsed<Kind> =
  | { kind: 'update'; update: Kind }
  | { kind: 'ignored'; why: string }
  | { kind: 'foreign'; why: string }
  | { kind: 'malformed'; why: string };

/** The reply address that came with a message in the one-to-one chat; a bearer secret. */
export interface Session {
  userId: string;
  url: string;
  /** Milliseconds since 1970. */
  expiresAtMs: number;
}

/** Somebody whom we cannot tell apart: the robot is not published, or they belong to another company. */
export interface UnknownSender {
  /** As DingTalk names them, for us alone. */
  senderId: string;
  why: string;
  /** Where they can be answered. */
  session?: Omit<Session, 'userId'>;
}

/** A message without content is one beyond the company's monthly allowance. */
export const noContent = 'no content: message quota used up';

export type RobotParsed = Parsed<Said | SentFile | Unsupported> & { session?: Session; unknownSender?: UnknownSender };

const robotMessage = z.object({
  msgId: vendorId,
  msgtype: z.string().max(64).optional(),
  robotCode: z.string(),
  chatbotCorpId: z.string().optional(),
  senderCorpId: z.string().optional(),
  senderStaffId: z.union([userId, z.literal('')]).optional(),
  senderId: z.string().max(256).optional(),
  conversationType: z.string(),
  conversationId: vendorId.optional().catch(undefined),
  createAt: instantMs.optional(),
  text: z.object({ content: z.string().optional() }).optional(),
  content: z.unknown().optional(),
  errorCode: z.union([z.string(), z.number()]).optional(),
  errCode: z.union([z.string(), z.number()]).optional(),
  sessionWebhook: z.string().max(2048).optional(),
  sessionWebhookExpiredTime: instantMs.optional(),
});

/**
 * A message somebody sent to the robot (docs/vendors/dingtalk.md, Robot messages).
 * @param signedAtMs - the callback's own timestamp, used where the message has none
 */
export function parseRobotMessage(
  body: Record<string, unknown>,
  expected: { corpId: string; robotCode: string },
  signedAtMs: number,
): RobotParsed {
  const read = robotMessage.safeParse(body);
  if (!read.success) return { kind: 'malformed', why: `robot message: ${faults(read.error)}` };
  const message = read.data;
  if (message.robotCode !== expected.robotCode) return { kind: 'foreign', why: 'robot message: another robotCode' };
  if (message.chatbotCorpId !== undefined && message.chatbotCorpId !== expected.corpId)
    return { kind: 'foreign', why: 'robot message: another corp' };
  // A staff id is unique inside its own corp only: somebody else's must never become one of ours.
  if (message.senderCorpId !== undefined && message.senderCorpId !== expected.corpId)
    return fromUnknown(message, 'sender is from another corp');
  if (!message.senderStaffId) return fromUnknown(message, 'sender has no staff id');
  const content = contentOf(message);
  if (content === undefined) return { kind: 'ignored', why: noContent };
  const from: Identity = { platform: 'dingtalk', userId: message.senderStaffId };
  const common = { id: `dingtalk:${message.msgId}`, from, at: message.createAt ?? signedAtMs };
  const single = message.conversationType === '1';
  const place = single
    ? ({ where: 'single' } as const)
    : ({ where: 'group', ...(message.conversationId === undefined ? {} : { group: message.conversationId }) } as const);
  const update = updateOf(content, common, place);
  const session = single ? sessionOf(message) : undefined;
  if (session === undefined) return { kind: 'update', update };
  const { url, expiresAtMs } = session;
  return { kind: 'update', update, session: { userId: message.senderStaffId, url, expiresAtMs } };
}

function updateOf(
  content: Content,
  common: Pick<Said, 'id' | 'from' | 'at'>,
  place: Pick<Said, 'where' | 'group'>,
): Said | SentFile | Unsupported {
  if (content.kind === 'text') {
    // Nearly all are texts: to spread the fields costs more than to check who sent them.
    const { id, from, at } = common;
    const said: Said = { kind: 'said', id, from, at, text: content.text, where: place.where };
    if (content.spoken) said.spoken = true;
    if (place.group !== undefined) said.group = place.group;
    return said;
  }
  if (content.kind === 'other') return { ...common, kind: 'unsupported', what: content.what };
  const { what, name, downloadCode } = content;
  return { ...common, kind: 'sent-file', what, name, source: { downloadCode } };
}

function fromUnknown(message: z.infer<typeof robotMessage>, why: string): RobotParsed {
  const session = sessionOf(message);
  const { senderId = '' } = message;
  return { kind: 'ignored', why, unknownSender: { senderId, why, ...(session === undefined ? {} : { session }) } };
}

function contentOf(message: z.infer<typeof robotMessage>): Content | undefined {
  if (String(message.errorCode ?? message.errCode ?? '') === '20001') return undefined;
  const inGroup = message.conversationType !== '1';
  return readContent(message.msgtype ?? 'text', message.text?.content, message.content, inGroup);
}

function sessionOf(message: z.infer<typeof robotMessage>): Omit<Session, 'userId'> | undefined {
  if (message.sessionWebhook === undefined || message.sessionWebhookExpiredTime === undefined) return undefined;
  return { url: message.sessionWebhook, expiresAtMs: message.sessionWebhookExpiredTime };
}
