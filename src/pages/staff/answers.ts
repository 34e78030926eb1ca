import type { Context as Request } from 'koa';
import { sheetOf } from '../../bot/sheet-on-request.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { makeCsv, makeWorkbook } from '../../sheets/make-workbook.ts';

/** Nothing is loaded from elsewhere, nothing runs, nothing is kept, no other page may show it, and no address is passed on. */
const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

export function sendPage(request: Request, page: string, status = 200): void {
  request.set(headers);
  sendBody(request, page, status);
}

/** The one page with a script, which is our own. */
export function sendScriptedPage(request: Request, page: string): void {
  request.set(headers);
  request.set('Content-Security-Policy', `${headers['Content-Security-Policy']}; script-src 'self'`);
  sendBody(request, page, 200);
}

function sendBody(request: Request, page: string, status: number): void {
  request.status = status;
  request.type = 'text/html; charset=utf-8';
  request.body = page;
}

/** A list as a file to be kept. */
export async function sendSheetFile(request: Request, list: ListSheet, form: 'xlsx' | 'csv'): Promise<void> {
  const make = form === 'csv' ? makeCsv : makeWorkbook;
  sendFile(request, list.fileName.replace(/xlsx$/, form), await make(sheetOf(list)));
}

const types: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
};

/** @param fileName - with its extension */
export function sendFile(request: Request, fileName: string, bytes: Buffer): void {
  request.set(headers);
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1);
  const name = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  request.set('Content-Disposition', `attachment; filename="list.${extension}"; filename*=UTF-8''${name}`);
  request.type = types[extension] ?? 'application/octet-stream';
  request.body = bytes;
}
