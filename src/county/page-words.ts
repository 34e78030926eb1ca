import { codeMinutes } from './page-codes.ts';
import { fileMinutes } from './page-files.ts';

/** The way from chat to the staff page. */
export const pageWords = {
  code: (url: string, code: string) =>
    [
      `工作台：${url}/${code}`,
      `在其他电脑上打开 ${url}，输入登录码 ${code}。`,
      `${codeMinutes}分钟内有效，只能用一次，请勿转给他人。用完点“退出”；要退出所有已登录的浏览器，回复“/工作台 退出”。`,
    ].join('\n'),
  file: (name: string, url: string) =>
    [
      `“${name}”不在聊天中发送，请在工作台领取：${url}`,
      `${fileMinutes}分钟内有效，只能由您本人领取一次，领取留存记录。未登录工作台的，打开后先登录，登录后即到领取页。`,
    ].join('\n'),
  /** Behind the figures of a list that is kept from chat. */
  list: (url: string) =>
    [
      `点此查看：${url}`,
      `${fileMinutes}分钟内有效，限您本人查看一次，查阅留存记录。未登录工作台的，打开后先登录。`,
    ].join('\n'),
  signedOut: '已退出所有浏览器上的工作台。',
} as const;
