import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, isAxiosError } from 'axios';
import { TransportError } from '../../errors.ts';
import { FormBody } from './form-body.ts';

export interface Request {
  /** The vendor's call as logs and errors name it; never an address, which may hold a secret. */
  name: string;
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is where it is a form with a file. */
  body?: unknown;
}

/** What came back; `json` is absent when the body was not a JSON object (a ban page, a gateway's error). */
export interface Answer {
  status: number;
  json?: Record<string, unknown>;
}

/** The vendor cuts a call off after about 3 s (dingtalk.md 4.2). */
const timeoutMs = 8_000;
/** A file of 20 MB over a slow line. */
const uploadTimeoutMs = 120_000;
const maxAnswerBytes = 4 * 1024 * 1024;
const maxRequestBytes = 24 * 1024 * 1024;

/** These happen before a byte of the request is sent. */
const neverSent = new Set([
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
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/** The client of one DingTalk app: connections stay open. */
export function createHttp(): AxiosInstance {
  return axios.create({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 20 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 20 }),
  });
}

/**
 * One call: bounded in time and size, no redirects, no proxy from the environment.
 * @throws TransportError when no whole answer came; it names the call and a code, never an address or a body
 */
export async function exchange(http: AxiosInstance, request: Request): Promise<Answer> {
  const { body } = request;
  const form = body instanceof FormBody ? body : undefined;
  try {
    const answer = await http.request<string>({
      method: request.method,
      url: request.url,
      params: request.query,
      headers: { ...request.headers, 'Content-Type': form?.type ?? 'application/json', Accept: 'application/json' },
      ...(body === undefined ? {} : { data: form?.bytes ?? JSON.stringify(body) }),
      responseType: 'text',
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
      validateStatus: () => true,
      maxRedirects: 0,
      proxy: false,
      maxContentLength: maxAnswerBytes,
      maxBodyLength: maxRequestBytes,
      signal: AbortSignal.timeout(form === undefined ? timeoutMs : uploadTimeoutMs),
    });
    const json = readJsonObject(answer.data);
    return { status: answer.status, ...(json === undefined ? {} : { json }) };
  } catch (error) {
    throw transportError(request.name, error);
  }
}

function transportError(name: string, error: unknown): TransportError {
  if (!isAxiosError(error)) return new TransportError(name, 'unknown', 'unreadable answer');
  const code = /^[\w.-]{1,60}$/.test(error.code ?? '') ? String(error.code) : 'no answer';
  const connecting = error.cause instanceof Error && 'syscall' in error.cause && error.cause.syscall === 'connect';
  return new TransportError(name, connecting || neverSent.has(code) ? 'no' : 'unknown', code);
}

function readJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
