import { sendAppraisal, sendHonours, sendQuery } from '../../training/appointments/presses.ts';
import { sendSentOut } from '../../training/call-up/presses.ts';
import { sendPairs } from '../../training/exchange/presses.ts';
import { sendFrontLine } from '../../training/follow-up/presses.ts';
import { sendCountyHours, sendPeople, sendUnitHours } from '../../training/hours/presses.ts';
import { sendReservePool } from '../../training/reserve-pool/presses.ts';
import { emptyWords, staffPageWords } from '../words.ts';
import type { Area } from './area.ts';
import { listOf } from './chat-list.ts';
import { followedClasses, followUpOfUnit } from './follow-up-lists.ts';

/** Lists of people. */
export const peopleAreas: readonly Area[] = [
  {
    ...{ path: '/staff/people', label: '人员', action: 'cadre.look' },
    ofWords: { first: staffPageWords.findPeopleFirst, hint: staffPageWords.findHint },
    list: async (asked) => ({ ...(await listOf(asked, sendPeople.with({ words: asked.words }))), ofWords: true }),
  },
  {
    ...{ path: '/staff/hours', label: '学时', action: 'hours.read-county', ofUnits: 'hours.read' },
    list: (asked) => listOf(asked, sendCountyHours.with({})),
    behind: (asked, unitId) => listOf(asked, sendUnitHours.with({ unitId })),
  },
  {
    ...{ path: '/staff/follow-up', label: '跟踪', action: 'follow-up.read-class', ofUnits: 'follow-up.read' },
    empty: emptyWords.followedClasses,
    list: ({ ctx }) => followedClasses(ctx),
    behind: ({ ctx }, unitId) => followUpOfUnit(ctx, unitId),
  },
  {
    ...{
      path: '/staff/appraisal',
      label: '考核参考',
      action: 'appraisal.read',
      ofYear: true,
      ofUnits: 'appraisal.read',
    },
    list: (asked) => listOf(asked, sendAppraisal.with({ year: asked.year, unitId: '' })),
    behind: (asked, unitId) => listOf(asked, sendAppraisal.with({ year: asked.year, unitId })),
  },
  {
    ...{ path: '/staff/sent-out', label: '选派', action: 'call-up.propose' },
    empty: emptyWords.sentOut,
    list: (asked) => listOf(asked, sendSentOut.with({})),
  },
  {
    ...{ path: '/staff/exchange', label: '跟班', action: 'exchange.read', ofYear: true },
    empty: emptyWords.exchange,
    list: (asked) => listOf(asked, sendPairs.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/front-line', label: '一线名单', action: 'front-line.read', ofYear: true },
    empty: emptyWords.frontLine,
    list: (asked) => listOf(asked, sendFrontLine.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/honours', label: '荣誉', action: 'honour.read', ofYear: true },
    empty: emptyWords.honours,
    list: (asked) => listOf(asked, sendHonours.with({ year: asked.year })),
  },
  {
    ...{ path: '/staff/appointments', label: '选任查询', action: 'appointment.query' },
    ofWords: { first: staffPageWords.conditionsFirst, hint: staffPageWords.conditionsHint },
    list: async (asked) => ({ ...(await listOf(asked, sendQuery.with({ words: asked.words }))), ofWords: true }),
  },
  {
    ...{ path: '/staff/reserve', label: '储备库', action: 'reserve.read' },
    empty: emptyWords.reserve,
    list: (asked) => listOf(asked, sendReservePool.with({ words: '' })),
  },
];
