/** Draws what `markdown.js` read. Nothing becomes HTML that was not built here. */
import { h } from 'preact';
import { parseMarkdown } from './markdown.js';
import { markMentions } from './mentions.js';

/** @typedef {import('../view.ts').Vendor} Vendor */

const SEND_LINK = 'dtmd://dingtalkclient/sendMessage';

/**
 * What the drawing of one message needs: what a tap on a `dtmd` link does (without it such links do nothing), and mentions to mark.
 * @typedef {{ onSay?: ((text: string) => void) | undefined, highlights?: readonly string[] | undefined }} Drawing
 */

/** @param {{ vendor: Vendor, markdown: string } & Drawing} props */
export function Markdown({ vendor, markdown, onSay, highlights }) {
  const blocks = parseMarkdown(markdown, vendor === 'dingtalk' ? 'soft' : 'hard');
  return h(
    'div',
    { class: 'markdown' },
    blocks.map((block) => drawBlock(block, { onSay, highlights })),
  );
}

/**
 * @param {import('./markdown.js').Block} block
 * @param {Drawing} drawing
 */
function drawBlock(block, drawing) {
  switch (block.kind) {
    case 'heading':
      // The page's own headings end at h2; what is inside a message starts below them.
      return h(
        `h${Math.min(block.level + 2, 6)}`,
        { class: `heading-${block.level}` },
        drawInline(block.inside, drawing),
      );
    case 'paragraph':
      return h('p', null, drawInline(block.inside, drawing));
    case 'quote':
      return h('blockquote', null, drawInline(block.inside, drawing));
    case 'rule':
      return h('hr', null);
    default:
      return h(
        block.ordered ? 'ol' : 'ul',
        block.ordered ? { start: block.start } : null,
        block.items.map((item) => h('li', null, drawInline(item, drawing))),
      );
  }
}

/**
 * @param {import('./markdown-inline.js').Inline[]} inlines
 * @param {Drawing} drawing
 * @returns {import('preact').ComponentChildren[]}
 */
function drawInline(inlines, drawing) {
  return inlines.map((inline) => {
    switch (inline.kind) {
      case 'text':
        return markMentions(inline.text, drawing.highlights);
      case 'code':
        return h('code', null, inline.text);
      case 'break':
        return h('br', null);
      case 'image':
        return h('span', { class: 'picture' }, `［图片：${inline.label || '未命名'}］`);
      case 'strong':
        return h('strong', null, drawInline(inline.inside, drawing));
      case 'em':
        return h('em', null, drawInline(inline.inside, drawing));
      case 'font':
        return h('span', { class: `font-${inline.color.replace('#', '')}` }, drawInline(inline.inside, drawing));
      default:
        return drawLink(inline.href, drawInline(inline.inside, drawing), drawing);
    }
  });
}

/**
 * @param {string} href
 * @param {import('preact').ComponentChildren[]} label
 * @param {Drawing} drawing
 */
function drawLink(href, label, { onSay }) {
  const text = textToSend(href);
  if (text !== undefined && onSay !== undefined) {
    return h('button', { type: 'button', class: 'send-link', onClick: () => onSay(text) }, label);
  }
  if (!/^https?:\/\//i.test(href)) return h('span', null, label);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label);
}

/**
 * The text a `dtmd` link sends for the person, or `undefined` for any other address.
 * @param {string} href
 * @see DingTalk field notes: `dtmd://dingtalkclient/sendMessage?content=<percent-encoded text>`
 */
function textToSend(href) {
  const [address, query] = href.split('?', 2);
  if (address !== SEND_LINK || query === undefined) return undefined;
  const content = query.split('&').find((part) => part.startsWith('content='));
  try {
    return content === undefined ? undefined : decodeURIComponent(content.slice('content='.length));
  } catch {
    return undefined;
  }
}
