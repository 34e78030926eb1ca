import { ControlError } from '../control-error.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../json.ts';
import type { DingtalkClient } from './client.ts';
import type { DingtalkGroupStatus, DingtalkMessageRequest } from './view.ts';

const KINDS: readonly DingtalkMessageRequest['kind'][] = [
  'text',
  'picture',
  'richText',
  'audio',
  'video',
  'file',
  'unknownMsgType',
];
const STATUSES: readonly DingtalkGroupStatus[] = ['open', 'without-robot', 'disbanded'];
const MENTION_FORMS: readonly DingtalkMessageRequest['mentionAs'][] = ['text', 'richText'];

/**
 * `POST /control/dingtalk-…`: what `DingtalkClient` does, in JSON; bytes are base64.
 * @returns the answer, or `undefined` for an unknown path
 * @throws ControlError
 */
export async function dingtalkAct(client: DingtalkClient, path: string, body: JsonObject): Promise<unknown> {
  switch (path) {
    case 'dingtalk-message':
      client.send(messageRequestOf(body));
      return {};
    case 'dingtalk-group':
      client.setGroupStatus(textOf(body.id), statusOf(body.status));
      return {};
    case 'dingtalk-login':
      return { code: client.authCode(textOf(body.userId)) };
    case 'dingtalk-event':
      if (!/^[a-z_]{1,64}$/.test(textOf(body.type))) throw new ControlError('请给出事件的类型。');
      client.event(textOf(body.type), objectOf(body.payload));
      return {};
    case 'dingtalk-replayed-stamp':
      return await replayStamp(client, body);
    default:
      return undefined;
  }
}

async function replayStamp(client: DingtalkClient, body: JsonObject): Promise<JsonObject> {
  const nth = numberOf(body.nth) ?? 0;
  const answer = await client.replayStamp({ userId: textOf(body.userId), text: textOf(body.text), nth });
  return answer === undefined ? { answered: false } : { answered: true, status: answer.status, body: answer.body };
}

function messageRequestOf(body: JsonObject): DingtalkMessageRequest {
  const kind = KINDS.find((known) => known === body.kind);
  if (kind === undefined) throw new ControlError('没有这种消息。');
  const { group, text, name, base64, mentions, bare, stranger } = body;
  const mentionAs = MENTION_FORMS.find((known) => known === body.mentionAs);
  return {
    userId: textOf(body.userId),
    kind,
    ...(typeof group === 'string' ? { group } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof base64 === 'string' ? { base64 } : {}),
    ...(typeof mentions === 'boolean' ? { mentions } : {}),
    ...(typeof bare === 'boolean' ? { bare } : {}),
    ...(typeof stranger === 'boolean' ? { stranger } : {}),
    ...(mentionAs === undefined ? {} : { mentionAs }),
  };
}

function statusOf(status: unknown): DingtalkGroupStatus {
  const known = STATUSES.find((candidate) => candidate === status);
  if (known === undefined) throw new ControlError('群只能是 open、without-robot 或 disbanded。');
  return known;
}
