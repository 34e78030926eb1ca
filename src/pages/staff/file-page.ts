import { html } from 'htm/preact';
import { staffPageWords as words } from '../words.ts';
import { sendFile } from './answers.ts';
import { fileTables, isSheet } from './file-tables.ts';
import type { Shown } from './shown.ts';
import type { Visit } from './visit.ts';

/** A file that may not pass through chat, for whoever asked for it: a button shows or takes it, so that what only opens links takes nothing. */
export async function filePage({ ctx, csrf }: Visit, link: string): Promise<Exclude<Shown, 'sent'>> {
  const row = await ctx.store.pageFiles.waiting(Buffer.from(link, 'base64url'), ctx.person, ctx.now);
  if (row === undefined) return { title: words.file, body: html`<p role="alert">${words.fileGone}</p>` };
  return {
    title: words.file,
    body: html`
      <p>${row.name}</p>
      <p class="hint">${isSheet(row.name) ? words.sheetHint : words.fileHint}</p>
      <form method="post" action=${`/staff/file/${link}`} class="buttons">
        <input type="hidden" name="csrf" value=${csrf} />
        ${isSheet(row.name) ? html`<button class="primary" name="as" value="page">${words.showFile}</button>` : undefined}
        <button class="plain">${words.takeFile}</button>
      </form>
    `,
  };
}

/**
 * Shows the file or hands it out, noted first; a second time there is nothing.
 * @param onPage - show it here; what cannot be shown is handed out
 */
export async function takeFile(visit: Visit, link: string, onPage: boolean): Promise<Shown> {
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
      const tables = onPage ? await fileTables(file.name, file.bytes) : undefined;
      if (tables !== undefined)
        return { title: words.file, body: html`<p class="hint">${words.shownOnce}</p>${tables}` };
      sendFile(request, file.name, file.bytes);
      return 'sent';
    }
  }
  return filePage(visit, link);
}
