import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { isSiteMeant } from '../../src/training/field-sites/field-site.ts';
import type { FieldSiteRow } from '../../src/training/field-sites/field-sites.ts';
import { sendSites } from '../../src/training/field-sites/presses.ts';
import { siteSheet } from '../../src/training/field-sites/site-sheet.ts';
import { fieldSiteWords } from '../../src/training/field-sites/words.ts';
import { sitePicture } from '../../src/training/lecturers/pool-pictures.ts';
import { OVERALL } from '../../src/training/satisfaction/lesson-rating.ts';
import { replyWithPicture } from '../lecturers/shown-picture.ts';

/** `/教学点`: the field sites with their totals, those a word means, or one of them. */
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
}

async function show(ctx: Context, { word }: { word: string | undefined }): Promise<void> {
  const sites = await ctx.store.fieldSites.all();
  const meant = word === undefined ? sites : sites.filter((each) => isSiteMeant(each, word));
  const [only, ...others] = meant;
  if (only === undefined) {
    await ctx.reply(fieldSiteWords.none(word));
    if (word === undefined && (await ctx.mayEver('faculty.change'))) await sendList(ctx, siteSheet([]));
  } else if (word !== undefined && others.length === 0) await showOne(ctx, only);
  else await ctx.reply(fieldSiteWords.list(meant, word, sendSites.with({})));
}

/** A site with what trainees gave the lessons there. */
async function showOne(ctx: Context, site: FieldSiteRow): Promise<void> {
  const forms = await ctx.store.satisfactionForms.ofSite(site._id);
  const ratings = forms.flatMap(({ title, results = [] }) =>
    results
      .filter(({ question }) => question === OVERALL)
      .map(({ hundredths, answered: count }) => ({ title, hundredths, count })),
  );
  await ctx.reply(fieldSiteWords.one(site, ratings));
  await replyWithPicture(ctx, sitePicture(site._id), site.name);
}
