import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { PlatformError, TransportError } from '../../errors.ts';
import { FormBody } from './form-body.ts';

const MAX_ANSWER_BYTES = 20 * 1024 * 1024;
/** A file of 20 MB (D90253) and what stands around it. */
const MAX_REQUEST_BYTES = 21 * 1024 * 1024;
/** What carries a file may take this many times as long; with the rest of its message it stays within the outbox's lease. */
const UPLOAD_PATIENCE = 4;
const LARGE_BYTES = 256 * 1024;

/** One HTTP request; POST when there is a body. */
export interface ExchangeRequest {
  /** The vendor's call, e.g. `message/send`. */
  method: string;
  /** The whole address where it is not `/cgi-bin/<method>`. */
  url?: string;
  query?: Readonly<Record<string, string>>;
  /** An object travels as JSON. */
  body?: object | FormBody;
}

/**
 * @returns the JSON object in the answer, whatever its `errcode`
 * @throws TransportError when no readable answer came; PlatformError `http-<status>` when something on the way said no
 */
export type Exchange = (request: ExchangeRequest) => Promise<Record<string, unknown>>;

export interface ExchangeOptions {
  /** Address before `/cgi-bin`, without a slash at the end. */
  apiBase: string;
  /** For the whole exchange, from connecting to the last byte; four times as long where much is sent. */
  timeoutMs: number;
  http?: AxiosInstance;
}

/** HTTP to WeCom: connections are kept, redirects and proxies from the environment are not followed, sizes and times are capped. */
export function createExchange(options: ExchangeOptions): Exchange {
  const client =
    options.http ??
    axios.create({
      httpAgent: new http.Agent({ keepAlive: true }),
      httpsAgent: new https.Agent({ keepAlive: true }),
    });
  return async ({ method, url = `${options.apiBase}/cgi-bin/${method}`, query, body }) => {
    const sent = body === undefined ? undefined : sealed(body);
    const patience = (sent?.data.length ?? 0) > LARGE_BYTES ? UPLOAD_PATIENCE : 1;
    const response = await client
      .request<unknown>({
        url,
        params: new URLSearchParams(query),
        ...(sent === undefined ? { method: 'GET' } : { method: 'POST', ...sent }),
        responseType: 'arraybuffer',
        validateStatus: () => true,
        maxRedirects: 0,
        proxy: false,
        signal: AbortSignal.timeout(options.timeoutMs * patience),
        maxContentLength: MAX_ANSWER_BYTES,
        maxBodyLength: MAX_REQUEST_BYTES,
      })
      .catch((error: unknown) => {
        // Only the code goes on: axios' error holds the whole request, token and all.
        throw new TransportError(method, wasSent(error) ? 'unknown' : 'no', codeOf(error));
      });
    return jsonObject(method, response.status, response.data);
  };
}

function sealed(body: object | FormBody): { data: Buffer; headers: { 'Content-Type': string } } {
  if (body instanceof FormBody) return { data: body.bytes, headers: { 'Content-Type': body.type } };
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { data: Buffer.from(JSON.stringify(body), 'utf8'), headers };
}

function jsonObject(method: string, status: number, data: unknown): Record<string, unknown> {
  // A server that failed may have done the work first; anything else short of 200 was turned away.
  if (status >= 500) throw new TransportError(method, 'unknown', `http-${status}`);
  if (status !== 200) throw new PlatformError(method, `http-${status}`, status === 429 ? 'later' : 'never');
  try {
    const parsed: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Not JSON: same as an answer that is no object.
  }
  throw new TransportError(method, 'unknown', 'unreadable-answer');
}

const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_FR_MAX_BODY_LENGTH_EXCEEDED',
]);

/** Whether the vendor may have got the request: false only where it certainly did not leave. */
function wasSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const duringConnect = [error, cause].some(
    (part) => typeof part === 'object' && part !== null && 'syscall' in part && part.syscall === 'connect',
  );
  return !duringConnect && !NEVER_SENT.has(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = axios.isCancel(error) ? 'timeout' : error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no-answer';
}
