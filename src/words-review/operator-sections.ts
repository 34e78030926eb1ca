import { storeWords } from '../cli/store-words.ts';
import { commandWords } from '../cli/words.ts';
import { doctorWords } from '../doctor/words.ts';
import { demoHintWords } from '../start/demo-hint-words.ts';
import { demoWords } from '../start/demo-words.ts';
import { heldWords } from '../start/held-words.ts';
import { startWords } from '../start/words.ts';
import { forgetOldWords } from '../store/forget-words.ts';
import { type Section, section } from './section.ts';

const vendor = '企业微信';
const address = 'https://xuece.example.gov.cn/wecom/callback';
const folder = '/srv/xuece/data';
const held = { messages: 12, updates: 3 };
const moment = '3月16日 周一 08:35';

/** What those read who run the bot. */
export const operatorSections: readonly Section[] = [
  section('src/start/words.ts', startWords, { started: [address], stillStarting: ['打开数据', 20] }),
  section('src/start/demo-words.ts', demoWords, {
    about: [{ dataDir: folder }, 'http://127.0.0.1:3000'],
    started: ['http://127.0.0.1:3001', 'http://127.0.0.1:3000', { dataDir: folder }],
  }),
  section('src/start/demo-hint-words.ts', demoHintWords, {
    open: ['2026-03-16', '2026-03-27', '郑老师'],
    timetable: ['2026-01'],
    callUp: ['2026-01'],
    progress: ['2026-01'],
    notice: ['2026-01'],
    attendance: ['2026-01'],
    grade: ['2026-01'],
    scores: ['2026-01'],
    ranking: ['2026-01'],
    publish: ['2026-01'],
    feedback: ['2026-01'],
  }),
  section('src/start/held-words.ts', heldWords, {
    waiting: [held],
    afterRestore: [held],
    held: [held],
    released: [held],
    dropped: [held],
  }),
  section('src/store/forget-words.ts', forgetOldWords, {
    unsent: [90, 12],
    dead: [90, 3],
    skipped: [90, 4],
    proofs: [3],
  }),
  section('src/cli/words.ts', commandWords, {
    unknown: ['dokter', 'doctor'],
    underWay: ['读取表格', 7],
    notADemo: [folder],
    nothingToReset: [folder],
    reset: [folder],
    unreadableFile: ['花名册.xlsx'],
    unwritableFile: ['申报表.xlsx'],
    fileThere: ['申报表.xlsx'],
    templateWritten: ['申报表.xlsx'],
    templates: ['模板', ['干部名册模板.xlsx']],
    samples: ['样表', ['干部名册.xlsx']],
    job: ['chase-call-up', '催办未答复的调训通知', null],
    unknownJob: ['chase', ['chase-call-up']],
    jobRan: ['chase-call-up', 12],
    jobWouldSend: ['chase-call-up', moment, 12],
    jobWouldRemove: ['未送达、过期或取消已满 90 天的消息 12 条'],
    retried: ['call-up:2026-01:c1'],
    nothingToRetry: ['call-up:2026-01:c1'],
    refused: [1],
    refusedLine: ['call-up:2026-01:c1', 'c1', '账号不存在'],
    dead: [1],
    deadLine: ['wecom:1', moment, '程序处理时出错'],
  }),
  section('src/cli/store-words.ts', storeWords, {
    clean: [24, 5120],
    faulty: [1],
    faultLine: [{ namespace: 'xuece.cadres', index: 'name_1', kind: 'missing_entry' }, 1],
    collection: ['xuece.cadres', 5120],
    dumped: [folder],
    dumpedFromServer: [folder],
    loaded: [folder],
    backedUp: [folder, 52_428_800],
    restored: [folder, moment],
    onServer: ['请用服务器自己的备份办法。'],
    emptyServer: ['xuece'],
    filledServer: ['xuece.cadres'],
    duplicate: ['E11000'],
    failedWrite: ['EIO'],
    denied: ['EACCES'],
  }),
  section('src/doctor/words.ts', doctorWords, {
    whatToDo: ['请一小时后再试。'],
    result: [2],
    complete: ['app', 'stream'],
    otherBase: [['WECOM_API_BASE']],
    publicUrlLocal: ['http://127.0.0.1:3000'],
    publicUrlOpen: ['http://xuece.example.gov.cn'],
    notRegistered: [['RECORD_NUMBER', 'RESPONSIBLE_UNIT']],
    adminsElsewhere: [['dingtalk:0123']],
    template: ['tpl-1'],
    credentials: [vendor],
    credentialsRefused: [vendor, '40001'],
    addressAllowed: [vendor],
    addressRefused: [vendor, '60020'],
    allowWecomAddress: ['203.0.113.7'],
    noAnswer: [vendor, 'ECONNREFUSED'],
    restUnchecked: [vendor],
    callRefused: [vendor, 'agent/get', '48002'],
    wecomCode: ['40013'],
    dingtalkCode: ['40096'],
    seesNobody: [vendor],
    seesAll: [vendor, 431, 420],
    seesWithoutRoster: [vendor, 431],
    doesNotSee: [vendor, 2, ['张三', '李四']],
    widenRange: [vendor],
    strangers: [vendor, 3],
    clock: [vendor, 1],
    clockUnknown: [vendor],
    clockOff: [vendor, 400, true],
    callback: ['企业微信“接收消息”', address, 120],
    callbackSilent: ['企业微信“接收消息”', address, 'ETIMEDOUT'],
    callbackWrong: ['企业微信“接收消息”', address, 502],
    otherServer: [true],
    callbackSlow: ['企业微信“接收消息”', address, 1500],
    people: [431],
    namelessSender: [moment],
    usage: [3600, 10_000, 1200, 5000],
    folderComes: [folder],
    folderCannotCome: [folder, '/srv'],
    disk: ['0.8'],
    proofs: [12],
    proofsClosed: [12, 3],
  }),
];
