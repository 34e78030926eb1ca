import type { CallbackAccount } from './callbacks.ts';

/** The WeCom app of the benchmarks. */
export const wecomAccount: CallbackAccount = {
  corpId: 'wwbench0000000001',
  agentId: '1000002',
  token: 'BenchToken000000',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** What the bot of this app is told. @param url - the vendor's API */
export function wecomEnvironment(url: string): Readonly<Record<string, string>> {
  return {
    WECOM_CORP_ID: wecomAccount.corpId,
    WECOM_AGENT_ID: wecomAccount.agentId,
    WECOM_SECRET: 'unused',
    WECOM_TOKEN: wecomAccount.token,
    WECOM_ENCODING_AES_KEY: wecomAccount.encodingAesKey,
    WECOM_API_BASE: url,
  };
}
