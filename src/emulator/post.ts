import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface PostAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

interface PostRequest {
  method?: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** From the first byte sent to the last byte read. */
  timeoutMs: number;
  /** Cuts the connection as soon as the request is written. */
  cutAfterSending?: boolean;
}

/** No whole answer came: `timeout`, or the connection failed. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly why: 'timeout' | 'connection';

  constructor(why: 'timeout' | 'connection', cause: string) {
    super(cause);
    this.why = why;
  }
}

const MAX_ANSWER_BYTES = 1 << 20;

/** The vendors' side of a callback: keep-alive connections to the bot, one deadline for each request. */
export class Poster {
  readonly #http = new HttpAgent({ keepAlive: true, maxFreeSockets: 64 });
  readonly #https = new HttpsAgent({ keepAlive: true, maxFreeSockets: 64 });
  readonly #open = new Set<ClientRequest>();

  /**
   * Sends one request.
   * @throws NoAnswer
   */
  async send(request: PostRequest): Promise<PostAnswer> {
    try {
      return await this.#once(request);
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
      return await this.#once(request, 'fresh');
    }
  }

  /** Aborts what is under way. */
  close(): void {
    for (const request of this.#open) request.destroy();
    this.#http.destroy();
    this.#https.destroy();
  }

  /** @param connection - `fresh`: a new one, since several idle ones may be stale */
  #once(request: PostRequest, connection?: 'fresh'): Promise<PostAnswer> {
    return new Promise((resolve, reject) => {
      const secure = request.url.startsWith('https:');
      const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(request.body)) };
      const kept = secure ? this.#https : this.#http;
      const options = { method: request.method ?? 'POST', headers, agent: connection === 'fresh' ? false : kept };
      const sent = secure ? httpsRequest(request.url, options) : httpRequest(request.url, options);
      let late = false;
      const deadline = setTimeout(() => {
        late = true;
        sent.destroy(new Error('deadline'));
      }, request.timeoutMs);
      this.#open.add(sent);
      sent.on('close', () => {
        clearTimeout(deadline);
        this.#open.delete(sent);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        const stale = sent.reusedSocket && error.code === 'ECONNRESET' && !late && request.cutAfterSending !== true;
        reject(stale ? new StaleConnection() : new NoAnswer(late ? 'timeout' : 'connection', error.message));
      });
      sent.on('response', (response) => collect(response, resolve, (error) => sent.destroy(error)));
      sent.end(request.body, () => {
        if (request.cutAfterSending === true) sent.destroy(new Error('cut by a fault'));
      });
    });
  }
}

/** The bot had closed an idle connection; no answer was read, so the request is sent once more. */
class StaleConnection extends Error {}

function collect(response: IncomingMessage, done: (answer: PostAnswer) => void, fail: (error: Error) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) fail(new Error('answer too large'));
    else chunks.push(chunk);
  });
  response.on('error', fail);
  response.on('end', () => {
    done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
  });
}
