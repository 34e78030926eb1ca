import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One keep-alive connection that carries one request at a time, so cheap that the server is what is measured. */
class Line {
  readonly #socket: Socket;
  #received = '';
  #answered: ((status: number) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk.toString('latin1')));
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  /** @returns the status of the answer */
  ask(request: Buffer): Promise<number> {
    if (this.#socket.destroyed) return Promise.reject(new Error('the server had closed the connection'));
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const headEnd = this.#received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (this.#received.length < headEnd + 4 + length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#failed = undefined;
    this.#answered?.(status);
  }
}

/** Some connections to one server. */
export class Client {
  readonly #lines: readonly Line[];

  private constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  static async connect(port: number, connections: number): Promise<Client> {
    const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return new Client(sockets.map((socket) => new Line(socket)));
  }

  /**
   * Sends all requests, each connection its next one as soon as the last is answered.
   * @returns statuses and milliseconds from each request to its answer, in the order of the requests
   */
  async all(requests: readonly Buffer[]): Promise<{ latenciesMs: number[]; statuses: number[] }> {
    const statuses: number[] = [];
    const latenciesMs: number[] = [];
    const next = requests.entries();
    const work = async (line: Line) => {
      for (const [index, request] of next) {
        const startMs = performance.now();
        statuses[index] = await line.ask(request);
        latenciesMs[index] = performance.now() - startMs;
      }
    };
    await Promise.all(this.#lines.map(work));
    return { latenciesMs, statuses };
  }

  /**
   * Sends at a fixed rate whether or not answers come. A request waits for a free connection, and that wait counts.
   * @returns milliseconds from each request's planned time to its answer, and statuses
   */
  paced(requests: readonly Buffer[], perSecond: number): Promise<{ latenciesMs: number[]; statuses: number[] }> {
    return new Promise((resolve, reject) => {
      const latenciesMs: number[] = [];
      const statuses: number[] = [];
      const free = [...this.#lines];
      const startMs = performance.now();
      const plannedMs = (index: number) => startMs + (index * 1000) / perSecond;
      let sent = 0;
      const send = () => {
        while (sent < requests.length && plannedMs(sent) <= performance.now()) {
          // The one that rested longest, so that none is closed for idleness.
          const line = free[0];
          const request = requests[sent];
          if (line === undefined || request === undefined) return;
          free.shift();
          const index = sent++;
          line.ask(request).then((status) => {
            latenciesMs.push(performance.now() - plannedMs(index));
            statuses.push(status);
            free.push(line);
            if (statuses.length === requests.length) {
              clearInterval(timer);
              resolve({ latenciesMs, statuses });
            } else send();
          }, reject);
        }
      };
      const timer = setInterval(send, 1);
    });
  }

  close(): void {
    for (const line of this.#lines) line.close();
  }
}
