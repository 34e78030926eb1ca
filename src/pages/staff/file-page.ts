import { html } from 'htm/preact';
import { staffPageWords as words } from '../words.ts';
import { sendFile } from './answers.ts';
import type { Shown } from './shown.ts';
import type { Visit } from './visit.ts';

/** A file that may not pass through chat, for whoever asked for it: a button takes it, so that what only opens links takes nothing. */
export async function filePage({ ctx, csrf }: Visit, link: string): Promise<Exclude<Shown, 'sent'>> {
  const row = await ctx.store.pageFiles.waiting(Buffer.from(link, 'base64url'), ctx.person, ctx.now);
  if (row === undefined) return { title: words.file, body: html`<p role="alert">${words.fileGone}</p>` };
  return {
    title: words.file,
    body: html`
      <p>${row.name}</p>
      <p class="hint">${words.fileHint}</p>
      <form method="post" action=${`/staff/file/${link}`}>
        <input type="hidden" name="csrf" value=${csrf} />
        <button class="primary">${words.takeFile}</button>
      </form>
    `,
  };
}

/** Hands the file out, noted first; a second time there is nothing. */
export async function takeFile(visit: Visit, link: string): Promise<Shown> {
  const { ctx, request } = visit;
  const key = Buffer.from(link, 'base64url');
  const row = await ctx.store.pageFiles.waiting(key, ctx.person, ctx.now);
  if (row !== undefined) {
    await ctx.store.looks.note({
      _id: `file:${row._id}`,
      by: ctx.person._id,
      cadreId: '',
      words: row.name,
      at: ctx.now,
    });
    const file = await ctx.store.pageFiles.take(key, ctx.person, ctx.now);
    if (file !== undefined) {
      sendFile(request, file.name, file.bytes);
      return 'sent';
    }
  }
  return filePage(visit, link);
}
