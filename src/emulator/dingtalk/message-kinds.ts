import { ControlError } from '../control-error.ts';
import type { Entry } from '../entries.ts';
import type { Content } from '../items.ts';
import type { JsonObject } from '../json.ts';
import { DOT_PNG } from '../pictures.ts';
import type { World } from '../world.ts';
import { newDownload } from './media.ts';
import type { RobotMessage } from './robot-message.ts';
import type { DingtalkMessageRequest } from './view.ts';

/** How a client writes the robot's name. */
const MENTION = '@学册助手';
const NOT_IN_GROUPS = ['audio', 'video', 'file'];

/**
 * What the robot receives for a message of this kind (docs/emulator.md, Robot messages), and the entries that keep its bytes.
 * @throws ControlError for kinds that people cannot send into a group
 */
export function messageOfKind(
  world: World,
  request: DingtalkMessageRequest,
): Pick<RobotMessage, 'shown' | 'fields'> & { entries: Entry[] } {
  const { kind, text = '' } = request;
  if (request.group !== undefined && NOT_IN_GROUPS.includes(kind)) {
    throw new ControlError('在群里不能给机器人发语音、文件和视频。');
  }
  if (kind === 'text') {
    return { shown: { type: 'text', text }, fields: textFields(request, text), entries: [] };
  }
  if (kind === 'unknownMsgType') {
    const fields = { msgtype: kind, content: { unknownMsgType: text } };
    return { shown: { type: 'text', text: '［未知消息］' }, fields, entries: [] };
  }
  const bytes = Buffer.from(request.base64 ?? DOT_PNG, 'base64');
  const { code, entry } = newDownload(world, bytes);
  const { sha256 } = entry;
  const name = request.name ?? NAMES[kind];
  const picture: Content = { type: 'picture', name, sha256 };
  const file: Content = { type: 'file', name, sha256, bytes: bytes.length };
  const shown = kind === 'picture' || kind === 'richText' ? picture : file;
  return { shown, fields: { msgtype: kind, content: contentFields(kind, code, text, name) }, entries: [entry] };
}

/** In a group most clients take the mention out and leave its blank; HarmonyOS sends it as rich text, others leave it in (docs/emulator.md, Other clients). */
function textFields({ group, mentionAs }: DingtalkMessageRequest, text: string): JsonObject {
  if (group === undefined) return { msgtype: 'text', text: { content: text } };
  if (mentionAs === 'richText') {
    return { msgtype: 'richText', content: { richText: [{ text: `${MENTION} ` }, { text }] } };
  }
  return { msgtype: 'text', text: { content: mentionAs === 'text' ? `${MENTION} ${text}` : ` ${text}` } };
}

type FileKind = Exclude<DingtalkMessageRequest['kind'], 'text' | 'unknownMsgType'>;

const NAMES: Readonly<Record<FileKind, string>> = {
  picture: '图片.png',
  richText: '图片.png',
  audio: '语音.amr',
  video: '视频.mp4',
  file: '文件.pdf',
};

function contentFields(kind: FileKind, downloadCode: string, text: string, fileName: string): unknown {
  const picture = { downloadCode, pictureDownloadCode: downloadCode };
  switch (kind) {
    case 'picture':
      return picture;
    case 'richText':
      return { richText: [{ text }, { type: 'picture', ...picture }] };
    case 'audio':
      return { duration: 4000, downloadCode, recognition: text };
    case 'video':
      return { duration: 4000, downloadCode, videoType: 'mp4' };
    case 'file':
      return { downloadCode, fileName, spaceId: '1', fileId: '1' };
  }
}
