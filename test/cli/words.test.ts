import { describe, expect, it } from 'vitest';
import { deliveryReason, handlingReason } from '../../src/outbox/delivery-reason.ts';
import { commandFaultSentence, startFaultSentence } from '../../src/start/words.ts';

describe('what operators are told', () => {
  it('tells a bot that does not start from a command that was not carried out', () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    expect(startFaultSentence(full)).toMatch(/^启动失败：磁盘空间不足/);
    expect(commandFaultSentence(full)).toMatch(/^命令未能完成：磁盘空间不足/);
    expect(commandFaultSentence(new Error('数据目录正在使用。'))).toBe('命令未能完成：数据目录正在使用。');
  });

  it('explains a refusal of either platform, and keeps a code nobody knows', () => {
    expect(deliveryReason('81013')).toContain('不在应用的可见范围');
    expect(deliveryReason('staffId.notExisted')).toContain('不在应用的可见范围');
    expect(deliveryReason('987654')).toBe('平台不接收这条消息，请按代码查阅平台文档（987654）');
    expect(deliveryReason(undefined)).toBe('未记录');
  });

  it('tells an update that ended the process from one that failed', () => {
    expect(handlingReason('set-aside: late-stamp')).toContain('可能是伪造，未作处理');
    expect(handlingReason('set-aside: xml')).toMatch(/^平台发来的内容无法识别/);
    expect(handlingReason('nonsense: xml')).toMatch(/^平台发来的内容无法识别/);
    expect(handlingReason('Error: the process ended at each attempt')).toMatch(/^每次处理时程序都意外中断/);
  });
});
