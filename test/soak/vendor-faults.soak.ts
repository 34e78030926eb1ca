import { afterAll, describe, expect, it } from 'vitest';
import { flows } from '../crash/flows.ts';
import { runFaulty, runWhole, Templates, type VendorFault } from '../crash/runs.ts';
import { httpVariants, type Variant } from '../helpers/county.ts';

const apiFaults = ['slow', 'server-error', 'rate-limit', 'expire-token', 'reset', 'accept-then-hang'] as const;
/** DingTalk does not repeat a press of a card, so that one cut off on its way is lost for us. */
const callbackFaults = (variant: Variant) =>
  variant === 'dingtalk'
    ? (['duplicate', 'reorder', 'slow'] as const)
    : (['duplicate', 'reorder', 'slow', 'reset', 'server-error', 'accept-then-hang'] as const);

describe.each(httpVariants)('a platform that fails at every act, on %s', (variant) => {
  const templates = new Templates(variant);
  afterAll(() => templates.drop());
  const faults: VendorFault[] = [
    ...apiFaults.map((fault) => ({ where: 'api' as const, fault })),
    ...callbackFaults(variant).map((fault) => ({ where: 'callback' as const, fault })),
  ];

  const here = flows.filter((flow) => flow.onlyOn === undefined || flow.onlyOn === variant);
  it.each(here.map((flow) => [flow.name, flow] as const))('loses and doubles nothing: %s', async (_, flow) => {
    const template = await templates.get(flow.stage);
    const whole = await runWhole(flow, template);
    const found: string[] = [];
    for (const fault of faults) {
      const differing = await runFaulty(flow, template, whole, [fault]);
      found.push(...differing.map((each) => `${fault.where} ${fault.fault}: ${each}`));
    }
    expect(found).toEqual([]);
  });
});
