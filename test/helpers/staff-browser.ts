import type { World } from './world.ts';

/** A browser without scripts: keeps cookies, follows redirects of our own, reads forms. */
export class StaffBrowser {
  readonly cookies = new Map<string, string>();
  /** Every cookie that was set, as it came. */
  readonly set: string[] = [];
  readonly #url: string;
  html = '';
  /** What came last, as it came. */
  body = Buffer.alloc(0);
  status = 0;
  /** Where it ended up. */
  path = '';
  headers = new Headers();

  constructor({ running }: Pick<World, 'running'>) {
    this.#url = running.url;
  }

  async open(path: string, headers: Record<string, string> = {}): Promise<string> {
    return this.#ask(path, { headers });
  }

  /** Sends the fields of the first form to this address on the page, with these more or instead. */
  async send(
    action: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<string> {
    const form =
      this.html
        .split('<form')
        .find((part) => part.includes(`action="${action}"`))
        ?.split('</form>')[0] ?? '';
    const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const own = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return this.post(action, { ...own, ...fields }, headers);
  }

  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  async bytes(path: string): Promise<Buffer> {
    const answer = await fetch(`${this.#url}${path}`, { headers: { cookie: this.#cookie() } });
    this.headers = answer.headers;
    return Buffer.from(await answer.arrayBuffer());
  }

  async #ask(path: string, options: RequestInit): Promise<string> {
    const headers = { ...(options.headers as Record<string, string>), cookie: this.#cookie() };
    const answer = await fetch(new URL(path, this.#url), { ...options, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    this.status = answer.status;
    this.headers = answer.headers;
    this.path = path;
    const to = answer.headers.get('location');
    if (to?.startsWith('/')) return this.#ask(to, {});
    this.body = Buffer.from(await answer.arrayBuffer());
    this.html = this.body.toString();
    return this.html;
  }

  #keep(line: string): void {
    this.set.push(line);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  #cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** The code that the bot gave this person. */
export async function codeFor(world: World, userId: string): Promise<string> {
  await world.say(userId, '/工作台');
  const code = /登录码 ([A-Z0-9-]{14})/.exec(world.last(userId))?.[1];
  if (code === undefined) throw new Error(`${userId} got no code: ${world.last(userId)}`);
  return code;
}

/** Where the link to a file leads that the bot has just given this person. */
export function fileLink(world: World, userId: string): string {
  const path = /\/staff\/file\/[\w-]{43}/.exec(world.last(userId))?.[0];
  if (path === undefined) throw new Error(`${userId} got no link: ${world.last(userId)}`);
  return path;
}

/** Somebody who has signed in with a code of the bot. */
export async function signedIn(world: World, userId: string): Promise<StaffBrowser> {
  const browser = new StaffBrowser(world);
  const code = await codeFor(world, userId);
  await browser.open('/staff/sign-in');
  await browser.send('/staff/sign-in', { code });
  return browser;
}
