import type { Content } from '../items.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { linksOf } from './kinds.ts';
import { OldRefusal } from './refusals.ts';

const MAX_AT = 50;

/**
 * The code for each missing part, as live robots answer (docs/emulator.md, Other clients: 400201, 400202, 400302 to 400304, 400401 to 400403, 400503 and 400602 were seen;
 * the others continue the pattern †).
 */
const MISSING: Readonly<Record<string, number>> = {
  text: 400201,
  'text->content': 400202,
  link: 400301,
  'link->text': 400302,
  'link->title': 400303,
  'link->messageUrl': 400304,
  markdown: 400401,
  'markdown->title': 400402,
  'markdown->text': 400403,
  actionCard: 400501,
  'actionCard->title': 400502,
  'actionCard->text': 400503,
  'actionCard->btns': 400504,
  feedCard: 400601,
  'feedCard->links': 400602,
  'feedCard->title': 400603,
  'feedCard->messageURL': 400604,
  'feedCard->picURL': 400605,
};
const NO_JSON = 40035;
const UNKNOWN_KIND = 400105;

/**
 * Messages of `sessionWebhook`, `robot/send` and HTTP reply bodies (docs/emulator.md, Webhooks).
 * @returns what they show; `undefined` for `empty`
 * @throws OldRefusal 40035 for no JSON object, 400105 for an unknown kind, 4002xx to 4006xx for what is missing
 */
export function drawWebhook(message: JsonObject): Content | undefined {
  if (Object.keys(message).length === 0) throw new OldRefusal(NO_JSON, '缺少参数 json');
  const kind = textOf(message.msgtype);
  if (kind === 'empty') return undefined;
  if (!Object.hasOwn(MISSING, kind)) throw new OldRefusal(UNKNOWN_KIND, '不支持的消息类型');
  if (message[kind] === undefined) throw missing(kind);
  const part = objectOf(message[kind]);
  switch (kind) {
    case 'text': {
      need(part, 'text', ['content']);
      const text = textOf(part.content);
      return { type: 'text', text, ...highlights(message, text) };
    }
    case 'markdown': {
      need(part, 'markdown', ['title', 'text']);
      const markdown = textOf(part.text);
      return { type: 'markdown', title: textOf(part.title), markdown, ...highlights(message, markdown) };
    }
    case 'link':
      need(part, 'link', ['title', 'text', 'messageUrl']);
      return linksOf(part, [['查看', textOf(part.messageUrl)]]);
    case 'actionCard':
      return drawActionCard(part);
    default:
      return drawFeedCard(part);
  }
}

/** A single button wins over a list of them. */
function drawActionCard(part: JsonObject): Content {
  need(part, 'actionCard', ['title', 'text']);
  const single = textOf(part.singleTitle) !== '' && textOf(part.singleURL) !== '';
  const pairs: [string, string][] = single
    ? [[textOf(part.singleTitle), textOf(part.singleURL)]]
    : listOf(part.btns)
        .map(objectOf)
        .map((button) => [textOf(button.title), textOf(button.actionURL)]);
  if (pairs.length === 0 || pairs.some((pair) => pair.includes(''))) throw missing('actionCard->btns');
  return linksOf(part, pairs);
}

function drawFeedCard(part: JsonObject): Content {
  const links = listOf(part.links).map(objectOf);
  if (links.length === 0) throw missing('feedCard->links');
  for (const link of links) need(link, 'feedCard', ['title', 'messageURL', 'picURL']);
  const articles = links.map((link) => {
    return { title: textOf(link.title), desc: '', url: textOf(link.messageURL), pictureUrl: textOf(link.picURL) };
  });
  return { type: 'news', articles };
}

function need(part: JsonObject, kind: string, fields: readonly string[]): void {
  const lacking = fields.find((field) => textOf(part[field]) === '');
  if (lacking !== undefined) throw missing(`${kind}->${lacking}`);
}

function missing(name: string): OldRefusal {
  return new OldRefusal(MISSING[name] ?? NO_JSON, `miss param : ${name}`);
}

/** What the client marks: only mentions that the text writes out as `@id` or `@mobile` too. */
function highlights(message: JsonObject, text: string): Pick<Content & { type: 'text' }, 'highlights'> {
  const at = objectOf(message.at);
  const named = [...listOf(at.atUserIds), ...listOf(at.atMobiles)].slice(0, MAX_AT).map((id) => `@${textOf(id)}`);
  const marked = named.filter((mention) => mention !== '@' && text.includes(mention));
  if (at.isAtAll === true) marked.push('@所有人');
  return marked.length === 0 ? {} : { highlights: marked };
}
