import { resolve } from 'node:path';
import type { Config } from './config.ts';

/** In the data folder. */
export const demoLogFile = 'demo.log';

/** What the demo says about itself, where it is started and on its page. */
export const demoWords = {
  about: ({ dataDir, mongodbUri }: Pick<Config, 'dataDir' | 'mongodbUri'>, url?: string): string[] => [
    '这是学册的演示：县、单位和人员均为虚构，不连接真实的企业微信和钉钉。',
    ...(url === undefined
      ? []
      : [`学册接收平台消息的地址：${url}`, `工作人员的网页工作台：${url}/staff，向机器人发“/工作台”取得登录码`]),
    `数据保存在 ${mongodbUri === undefined ? resolve(dataDir) : 'MongoDB 服务器'}，运行日志在 ${resolve(dataDir, demoLogFile)}`,
    '从头开始：先停止演示，再运行 npx xuece demo reset',
  ],
  started: (pageUrl: string, url: string, config: Pick<Config, 'dataDir' | 'mongodbUri'>): string => {
    const [what = '', ...rest] = demoWords.about(config, url);
    return [what, `学册已启动：${pageUrl}　请用浏览器打开。`, ...rest].join('\n');
  },

  /** The first walk: which step it is, and what to do there. */
  walk: {
    look: {
      title: '县委组织部：看培训菜单和通知回执',
      about: '点“/培训菜单”看各方需求，点“/通知进度…”看谁还没有回执。',
    },
    survey: { title: '县委组织部：发起培训需求调查', about: '点输入框上方的“/需求调查…”，看过预览后发出。' },
    class: { title: '县委党校：开班排课', about: '点“/开班…”建立班次，再点“/课程…”采用标准课程表。' },
    callUp: { title: '县委组织部：点名调训', about: '点“/点名…”，看过名单和理由后送审。' },
    approve: { title: '县委组织部：审定调训名单', about: '由另一位同志点“审定并发出”。' },
    trainee: { title: '学员：答复调训通知', about: '在卡片上点“确认参加”，也可以打字答复。' },
    head: { title: '单位主要负责人：阅知结果', about: '发“待办”，看本单位的调训通知和结果反馈。' },
  },
} as const;
