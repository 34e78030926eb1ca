// Started as a child process: acts, tells its parent how far it came, and waits to be killed.
import { systemClock } from '../../src/clock.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { DINGTALK, PEOPLE, WECOM } from './world.ts';

const [journalFile = '', botUrl = ''] = process.argv.slice(2);
const emulator = await startEmulator({
  port: 0,
  clock: systemClock,
  journalFile,
  wecom: { ...WECOM, callbackUrl: `${botUrl}/wecom/callback` },
  dingtalk: { ...DINGTALK, robotUrl: `${botUrl}/dingtalk/robot` },
  people: PEOPLE,
});
await emulator.say({ vendor: 'wecom', userId: 'lisi', text: '还在吗', id: 'act-1' });
await emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '还在吗', id: 'act-2' });
process.stdout.write('acted\n');
