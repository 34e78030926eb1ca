import { oneOfArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { RuleError } from '../../src/errors.ts';
import { type FieldSite, isSiteMeant } from '../../src/training/field-sites/field-site.ts';
import { sendSites } from '../../src/training/field-sites/presses.ts';
import { siteSheet } from '../../src/training/field-sites/site-sheet.ts';
import { fieldSiteWords } from '../../src/training/field-sites/words.ts';

const states: Readonly<Record<string, FieldSite['state']>> = { 可用: 'active', 停用: 'paused' };

/** `/教学点`: the field sites with their totals, those a word means, or one of them; `/改教学点` opens or closes one. */
export function siteList(router: Router): void {
  router.command(
    {
      names: ['教学点', 'field-sites', '现场教学点'],
      action: 'faculty.read',
      right: 'county',
      args: [optional(wordArg('word', '名称、拼音、乡镇或类型'))],
      example: '/教学点 红色教育',
      about: '查看现场教学点，按名称、拼音、乡镇、类型或颜色查找',
      next: '先列合计，点“发送表格”取得全部；只有一个相符时，列出开放时间和接待人数。',
    },
    show,
  );
  router.command(
    {
      names: ['改教学点', 'change-field-site'],
      action: 'faculty.change',
      right: 'county',
      args: [wordArg('name', '名称'), oneOfArg('state', '可用|停用', (word) => states[word], fieldSiteWords.badState)],
      missing: '请写明教学点名称和可用或停用。',
      example: '/改教学点 红色教育现场教学点 停用',
      about: '停用或恢复一个现场教学点',
      next: '立即变更并记录；其他项目用表格变更。',
    },
    async (ctx, { name, state }) => {
      const what = fieldSiteWords.stateChanged(name, state);
      const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, what };
      if (!(await ctx.store.fieldSites.setState(name, state, entry)))
        throw new RuleError('field-site.unknown', { name });
      await ctx.reply(what);
    },
  );
}

async function show(ctx: Context, { word }: { word: string | undefined }): Promise<void> {
  const sites = await ctx.store.fieldSites.all();
  const meant = word === undefined ? sites : sites.filter((each) => isSiteMeant(each, word));
  const [only, ...others] = meant;
  if (only === undefined) {
    await ctx.reply(fieldSiteWords.none(word));
    if (word === undefined && (await ctx.mayEver('faculty.change'))) await sendList(ctx, siteSheet([]));
  } else if (word !== undefined && others.length === 0) await ctx.reply(fieldSiteWords.one(only));
  else await ctx.reply(fieldSiteWords.list(meant, word, sendSites.with({})));
}
