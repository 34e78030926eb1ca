import type { Content } from '../items.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { linksOf } from './kinds.ts';
import { mediaContent } from './media.ts';
import { OldRefusal } from './refusals.ts';

/**
 * What a work notification shows; its kinds are spelled in snake case (docs/emulator.md, Work notifications).
 * @throws OldRefusal 40035
 */
export function noticeContent(world: World, message: JsonObject): Content {
  const kind = textOf(message.msgtype);
  const part = objectOf(message[kind]);
  switch (kind) {
    case 'text':
      return { type: 'text', text: needed(part, 'content') };
    case 'markdown':
      needed(part, 'title');
      return { type: 'markdown', title: textOf(part.title), markdown: needed(part, 'text') };
    case 'image':
    case 'voice':
    case 'file': {
      const content = mediaContent(world, needed(part, 'media_id'));
      if (content === undefined) throw new OldRefusal(40035, '不合法的 media_id');
      return content;
    }
    case 'link':
      needed(part, 'title');
      return linksOf({ title: part.title, text: needed(part, 'text') }, [['查看', needed(part, 'messageUrl')]]);
    case 'action_card':
      needed(part, 'title');
      return linksOf({ title: part.title, text: needed(part, 'markdown') }, actionPairs(part));
    case 'oa':
      return oaContent(part);
    default:
      throw new OldRefusal(40035, '不合法的 msgtype');
  }
}

function actionPairs(part: JsonObject): [string, string][] {
  if (textOf(part.single_title) !== '') return [[textOf(part.single_title), needed(part, 'single_url')]];
  const buttons = listOf(part.btn_json_list).map(objectOf);
  need(buttons.length > 0, '缺少按钮');
  return buttons.map((button) => [needed(button, 'title'), needed(button, 'action_url')]);
}

function oaContent(part: JsonObject): Content {
  const body = objectOf(part.body);
  const form = listOf(body.form)
    .map(objectOf)
    .map(({ key, value }) => `${textOf(key)}${textOf(value)}`);
  const status = textOf(objectOf(part.status_bar).status_value);
  const lines = [...form, textOf(body.content), status === '' ? '' : `【${status}】`].filter((line) => line !== '');
  const title = textOf(body.title) || textOf(objectOf(part.head).text);
  return linksOf({ title, text: lines.join('\n') }, [['查看', needed(part, 'message_url')]]);
}

function needed(part: JsonObject, field: string): string {
  const text = textOf(part[field]);
  need(text !== '', `缺少参数 ${field}`);
  return text;
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new OldRefusal(40035, message);
}
