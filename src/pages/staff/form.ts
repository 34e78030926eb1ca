import type { Context as Request } from 'koa';
import { readBody } from '../../http/body.ts';

/** The fields of a form that a browser sent; none of anything else. @throws BodyFault */
export async function readForm({ req, request }: Request): Promise<URLSearchParams> {
  const body = await readBody(req);
  return new URLSearchParams(request.is('application/x-www-form-urlencoded') ? body.toString('utf8') : '');
}

/** A single word, so that it is one argument. */
export function wordOf(fields: URLSearchParams, name: string): string | undefined {
  const value = fields.get(name) ?? '';
  return /^[^\s/#]{1,80}$/u.test(value) ? value : undefined;
}
