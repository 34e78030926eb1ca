import { randomBytes } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import axios from 'axios';
import type { Clock } from '../clock.ts';
import { CallbackCrypto } from '../platforms/dingtalk/crypto.ts';
import type { Config, DingtalkConfig, WecomConfig } from '../start/config.ts';
import { fault, type Line, note, ok } from './line.ts';
import { doctorWords } from './words.ts';

/** WeCom saves a callback address only if it answers the verification within a second (D90930). */
const mostMs = 1_000;
const patienceMs = 5_000;

/** One request to a callback address, and whether the answer is what the vendor expects. */
interface Probe {
  name: string;
  path: string;
  method: 'GET' | 'POST';
  query?: Readonly<Record<string, string>>;
  body?: string;
  isRight: (status: number, body: string) => boolean;
}

/** Checks every callback address as the vendors do when it is saved: on the machine itself, then at the public address. */
export async function callbackLines(config: Config, clock: Clock): Promise<Line[]> {
  const probes = [
    ...wecomProbes(config, clock),
    ...(config.dingtalk?.mode === 'http' ? dingtalkProbes(config.dingtalk, clock) : []),
  ];
  const stream = config.dingtalk?.mode === 'stream' ? [note(doctorWords.streamNeedsNoCallback)] : [];
  if (probes.length === 0) return stream;
  const local = `http://${ownHost(config.host)}:${config.port}`;
  const { publicUrl = local } = config;
  const bases = publicUrl === local ? [local] : [local, publicUrl];
  const lines: Line[] = [];
  for (const base of bases) for (const probe of probes) lines.push(await tried(base, probe, base === local));
  return [...lines, ...stream];
}

async function tried(base: string, probe: Probe, isLocal: boolean): Promise<Line> {
  const address = `${base}${probe.path}`;
  const startedMs = performance.now();
  const answer = await ask(base, probe);
  if ('error' in answer)
    return fault(
      doctorWords.callbackSilent(probe.name, address, answer.error),
      isLocal ? doctorWords.startBot : doctorWords.openPublicAddress,
    );
  const tookMs = Math.round(performance.now() - startedMs);
  if (!probe.isRight(answer.status, answer.body)) {
    const advice = answer.status === 403 ? doctorWords.sameKeys : doctorWords.otherServer(isLocal);
    return fault(doctorWords.callbackWrong(probe.name, address, answer.status), advice);
  }
  if (tookMs > mostMs) return fault(doctorWords.callbackSlow(probe.name, address, tookMs), doctorWords.speedUp);
  return ok(doctorWords.callback(probe.name, address, tookMs));
}

async function ask(base: string, { path, method, query, body }: Probe) {
  try {
    const { status, data } = await axios.request<string>({
      ...{ url: `${base}${path}`, method, params: query, data: body, responseType: 'text' as const },
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' } }),
      transformResponse: [(text: unknown) => text],
      validateStatus: () => true,
      ...{ maxRedirects: 0, proxy: false as const, signal: AbortSignal.timeout(patienceMs), maxContentLength: 65_536 },
    });
    return { status, body: data };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { error: axios.isCancel(error) ? 'timeout' : code };
  }
}

function wecomProbes({ wecom, wecomAibot }: Config, clock: Clock): Probe[] {
  if (wecom !== undefined) return [wecomEcho(doctorWords.wecomCallback, wecom, wecom.corpId, clock)];
  // The receiveid of a robot inside the company is empty.
  return wecomAibot === undefined ? [] : [wecomEcho(doctorWords.aibotCallback, wecomAibot, '', clock)];
}

/** WeCom's URL verification (D90930): an encrypted word that must be answered with its plain text. */
function wecomEcho(
  name: string,
  { token, encodingAesKey }: Pick<WecomConfig, 'token' | 'encodingAesKey'>,
  receiveId: string,
  clock: Clock,
): Probe {
  const word = randomBytes(16).toString('hex');
  const timestamp = String(Math.floor(clock.now().getTime() / 1000));
  const nonce = randomBytes(8).toString('hex');
  const echostr = encrypt(encodingAesKey, word, receiveId);
  const signature = getSignature(token, timestamp, nonce, echostr);
  return {
    name,
    path: '/wecom/callback',
    method: 'GET',
    query: { msg_signature: signature, timestamp, nonce, echostr },
    isRight: (status, body) => status === 200 && body === word,
  };
}

function dingtalkProbes(account: DingtalkConfig, clock: Clock): Probe[] {
  const unsigned = (name: string, path: string): Probe => ({
    ...{ name, path, method: 'POST', body: '{}' },
    // A signed request would count towards the monthly allowance. That an unsigned one is refused shows that the bot is there.
    isRight: (status, body) => status === 403 && body === 'refused',
  });
  const card = account.cardTemplateId === undefined ? [] : [unsigned(doctorWords.cardCallback, '/dingtalk/card')];
  return [unsigned(doctorWords.robotCallback, '/dingtalk/robot'), ...card, ...checkUrl(account, clock)];
}

/** DingTalk's URL verification (docs/vendors/dingtalk.md): an encrypted `check_url` that must be answered with `success`, encrypted. */
function checkUrl(dingtalk: DingtalkConfig, clock: Clock): Probe[] {
  const { eventToken: token, eventAesKey: aesKey, appKey, eventOwnerKey: ownerKey = appKey } = dingtalk;
  if (token === undefined || aesKey === undefined) return [];
  const seal = new CallbackCrypto({ token, aesKey, ownerKey });
  const timestamp = String(clock.now().getTime());
  const nonce = randomBytes(8).toString('hex');
  const sealed = seal.seal('{"EventType":"check_url"}', randomBytes(16));
  const isRight = (status: number, body: string) => {
    const encrypted = /"encrypt"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? '';
    const opened = seal.open(encrypted);
    return status === 200 && opened.ok && opened.message === 'success';
  };
  const query = { msg_signature: seal.signature(timestamp, nonce, sealed), timestamp, nonce };
  const body = JSON.stringify({ encrypt: sealed });
  return [{ name: doctorWords.eventCallback, path: '/dingtalk/events', method: 'POST', query, body, isRight }];
}

/** The host at which the bot is reached from this machine: the loopback address if it listens on all of them. */
function ownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
