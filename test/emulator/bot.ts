import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface BotAnswer {
  status?: number;
  body?: string;
}

/** A bot that only listens: keeps what it hears and answers what the test told it, `hang` for never. */
export class ListeningBot {
  readonly heard: Heard[] = [];
  readonly #server: Server;
  answer: (heard: Heard, count: number) => BotAnswer | 'hang' = () => ({});

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const url = new URL(request.url ?? '/', 'http://bot');
      const heard: Heard = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      this.heard.push(heard);
      const answer = this.answer(heard, this.heard.length);
      if (answer === 'hang') return;
      response.writeHead(answer.status ?? 200, { 'content-type': 'text/plain' });
      response.end(answer.body ?? '');
    });
  }

  static async start(port = 0): Promise<ListeningBot> {
    const bot = new ListeningBot();
    await new Promise<void>((resolve) => bot.#server.listen(port, '127.0.0.1', resolve));
    return bot;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
