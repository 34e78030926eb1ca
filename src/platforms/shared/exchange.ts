import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { PlatformError, TransportError } from '../../errors.ts';
import { FormBody } from './form-body.ts';

/** One HTTP request to a vendor. */
export interface ExchangeRequest {
  /** The vendor's call as logs and errors name it, e.g. `message/send`; never an address, which may hold a secret. */
  method: string;
  /** POST where there is a body, else GET, unless given. */
  verb?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** An object travels as JSON. */
  body?: object | FormBody;
}

/** What came back; `json` is absent when the body was no JSON object. */
export interface Answer {
  status: number;
  json?: Record<string, unknown>;
  /** Whether the body looks like a page for people: something else answers in the vendor's place. */
  isPage: boolean;
}

/** How long one exchange may take, from connecting to the last byte. */
export interface Patience {
  timeoutMs: number;
  /** Where more than 256 KiB are sent. */
  uploadTimeoutMs: number;
}

const maxAnswerBytes = 4 * 1024 * 1024;
/** The most the bot takes of what people send. */
const maxFileBytes = 10 * 1024 * 1024;
/** A file of 20 MB, the most either vendor takes, and what stands around it. */
const maxRequestBytes = 24 * 1024 * 1024;
const largeBytes = 256 * 1024;
const maxSockets = 20;

/** HTTP to one vendor: connections are kept, redirects and proxies from the environment are not followed, sizes and times are capped. */
export class Exchange {
  readonly #http: AxiosInstance;
  readonly #patience: Patience;

  constructor(patience: Patience, client: AxiosInstance = keptConnections()) {
    this.#http = client;
    this.#patience = patience;
  }

  /** @throws TransportError when no whole answer came; it names the call and a code, never an address or a body */
  async ask(request: ExchangeRequest): Promise<Answer> {
    const { status, bytes } = await this.#request(request, maxAnswerBytes);
    return answerOf(status, bytes);
  }

  /**
   * A file, of 10 MB at most.
   * @returns its bytes, beside what they mean where they are a vendor's answer instead
   * @throws as `ask`; PlatformError `file-size` for a larger one
   */
  async download(request: ExchangeRequest): Promise<Answer & { bytes: Buffer }> {
    const { status, bytes } = await this.#request(request, maxFileBytes);
    return { ...answerOf(status, bytes), bytes };
  }

  async #request(request: ExchangeRequest, maxBytes: number): Promise<{ status: number; bytes: Buffer }> {
    const { method, url, query, headers, body } = request;
    const sent = body === undefined ? undefined : sealed(body);
    const { timeoutMs, uploadTimeoutMs } = this.#patience;
    const isLong = (sent?.bytes.length ?? 0) > largeBytes || maxBytes === maxFileBytes;
    const response = await this.#http
      .request<unknown>({
        url,
        method: request.verb ?? (body === undefined ? 'GET' : 'POST'),
        params: new URLSearchParams(query),
        headers: {
          ...headers,
          Accept: 'application/json',
          ...(sent === undefined ? {} : { 'Content-Type': sent.type }),
        },
        ...(sent === undefined ? {} : { data: sent.bytes }),
        responseType: 'arraybuffer',
        validateStatus: () => true,
        maxRedirects: 0,
        proxy: false,
        signal: AbortSignal.timeout(isLong ? uploadTimeoutMs : timeoutMs),
        maxContentLength: maxBytes,
        maxBodyLength: maxRequestBytes,
      })
      .catch((error: unknown) => {
        if (isTooLarge(error) && maxBytes === maxFileBytes) throw new PlatformError(method, 'file-size', 'never');
        // Only the code goes on: axios' error holds the whole request, token and all.
        throw new TransportError(method, wasSent(error) ? 'unknown' : 'no', codeOf(error));
      });
    return { status: response.status, bytes: Buffer.isBuffer(response.data) ? response.data : Buffer.alloc(0) };
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('maxContentLength');
}

/**
 * What an answer means that is not the vendor's own JSON. A page, half an answer, a server that failed: the vendor may have done the work
 * first. Another status says that nothing was done where we asked: a portal, a moved address, a proxy that says no. None of it is final.
 */
export function unreadable(method: string, { status, json, isPage }: Answer): PlatformError | TransportError {
  if (status >= 300 && status < 500)
    return new PlatformError(method, `http-${status}`, 'later', { fault: status === 429 ? 'rate' : 'account' });
  const cause = status >= 500 ? `http-${status}` : 'unreadable-answer';
  return new TransportError(
    method,
    'unknown',
    cause,
    isPage && json === undefined && status < 500 ? { fault: 'account' } : {},
  );
}

function sealed(body: object | FormBody): { bytes: Buffer; type: string } {
  if (body instanceof FormBody) return body;
  return { bytes: Buffer.from(JSON.stringify(body), 'utf8'), type: 'application/json; charset=utf-8' };
}

function answerOf(status: number, bytes: Buffer): Answer {
  const text = bytes.toString('utf8');
  const isPage = /^\uFEFF?\s*</.test(text);
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return { status, json: { ...parsed }, isPage };
  } catch {
    // No JSON: the same as an answer that is no object.
  }
  return { status, isPage };
}

function keptConnections(): AxiosInstance {
  return axios.create({
    httpAgent: new http.Agent({ keepAlive: true, maxSockets }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets }),
  });
}

/** These happen before a byte of the request is sent. */
const neverSent: ReadonlySet<string> = new Set([
  ...[
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EHOSTDOWN',
    'ENETDOWN',
    'EADDRNOTAVAIL',
  ],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_FR_MAX_BODY_LENGTH_EXCEEDED'],
]);

/** Whether the vendor may have got the request: false only where it certainly did not leave. */
function wasSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const duringConnect = [error, cause].some(
    (part) => typeof part === 'object' && part !== null && 'syscall' in part && part.syscall === 'connect',
  );
  return !duringConnect && !neverSent.has(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = axios.isCancel(error) ? 'timeout' : error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : 'no-answer';
}
