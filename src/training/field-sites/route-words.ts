import { formatDay, formatDuration } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { StudyRouteRow } from './field-sites.ts';
import { clockOf, type RoutePlan } from './route-plan.ts';

/** What is said of study routes. */
export const routeWords = {
  plan: (
    id: string,
    { name, dateOn, people }: { name: string; dateOn: string; people: number },
    { stops, capacity, reasons }: RoutePlan,
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `study-route:${id}`,
      title: `研学线路：${name}`,
      lines: [
        `${formatDay(dateOn)}，${people} 人，${stops.length} 个教学点，每次最多 ${capacity} 人。`,
        ...stops.map(
          ({ site, from, to, travelMinutes }) =>
            `${travelMinutes === 0 ? '' : `路上 ${formatDuration(travelMinutes)}，`}${clockOf(from)}—${clockOf(to)} ${site.name}`,
        ),
        ...stops.flatMap(({ site }) =>
          site.badWeather === undefined ? [] : [`恶劣天气时，${site.name}改为${site.badWeather}。`],
        ),
        ...reasons,
      ],
      buttons: [
        { label: '保存线路', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  impossible: (name: string, { reasons }: RoutePlan) => [`“${name}”排不出线路：`, ...reasons].join('\n'),
  dropped: '已取消，线路未保存',
  kept: (name: string) => `已保存线路“${name}”`,
  keptAs: '保存线路',
  list: (routes: readonly StudyRouteRow[], nameOf: (id: string) => string) =>
    routes.length === 0
      ? '还没有研学线路。发送“/研学线路 名称 教学点、教学点 日期 人数”安排。'
      : [
          `研学线路 ${routes.length} 条：`,
          ...routes.map(
            ({ name, colour, siteIds, state }) =>
              `${name}${colour === '' ? '' : `（${colour}）`}：${siteIds.map(nameOf).join(' → ')}${state === 'active' ? '' : '　停用'}`,
          ),
        ].join('\n'),
  paused: (name: string) => `线路“${name}”已停用。`,
  pausedAs: '停用线路',
} as const;
