import { resolve } from 'node:path';
import type { Config } from './config.ts';

/** In the data folder. */
export const demoLogFile = 'demo.log';

/** What the demo says about itself, where it is started and on its page. */
export const demoWords = {
  about: ({ dataDir, mongodbUri }: Pick<Config, 'dataDir' | 'mongodbUri'>, url?: string): string[] => [
    '这是学册的演示：县、单位和人员均为虚构，不连接真实的企业微信和钉钉。',
    ...(url === undefined ? [] : [`学册接收平台消息的地址：${url}`]),
    `数据保存在 ${mongodbUri === undefined ? resolve(dataDir) : 'MongoDB 服务器'}，运行日志在 ${resolve(dataDir, demoLogFile)}`,
    '从头开始：先停止演示，再运行 npx xuece demo reset',
  ],
  started: (pageUrl: string, url: string, config: Pick<Config, 'dataDir' | 'mongodbUri'>): string => {
    const [what = '', ...rest] = demoWords.about(config, url);
    return [what, `学册已启动：${pageUrl}　请用浏览器打开。`, ...rest].join('\n');
  },
} as const;
