import type { Link } from '../../chat/link.ts';

const control = /(?![\n\t])\p{Cc}/gu;

/** `JSON.stringify` writes control characters and half surrogates as `\u` escapes, which WeCom may refuse (40033, D90313). */
export function clean(text: string): string {
  const printable = text.replace(/\r\n?/g, '\n').replace(control, '');
  return Buffer.from(printable, 'utf8').toString('utf8');
}

/**
 * Text as WeCom takes it: without control characters, half characters, or what somebody typed as a link (`<a href=…>`) or as the
 * naming of a member (`<@userid>`).
 */
export function literalText(text: string): string {
  return clean(text).replace(/<(?=\/?a\b|@)/gi, '＜');
}

const marks: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '`': '｀',
  '[': '［',
  ']': '］',
  '<': '＜',
  '~': '～',
  '|': '｜',
};

/** Text that stays as it was typed within Markdown (D90236), which has no escapes: its marks become their full-width twins. */
export function literalMarkdown(text: string): string {
  return clean(text)
    .replace(/[*_`[\]<~|]/g, (mark) => marks[mark] ?? mark)
    .replace(/^(\s*)([#>])/gm, (_, space: string, mark: string) => `${space}${mark === '#' ? '＃' : '＞'}`)
    .replace(/^(\s*\d+)\.(?=\s)/gm, '$1．')
    .replace(/^(\s*)([-+])(?=\s)/gm, (_, space: string, mark: string) => `${space}${mark === '-' ? '－' : '＋'}`);
}

/** A link within Markdown; its address comes from `linkOf`. */
export function markdownLink({ label, url }: Link): string {
  return `[${literalMarkdown(label).replaceAll('\n', ' ')}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
