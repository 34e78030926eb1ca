import { afterAll, describe, expect, it } from 'vitest';
import { variants } from '../helpers/county.ts';
import { flows } from './flows.ts';
import { runFaulty, runWhole, Templates, type VendorFault } from './runs.ts';

/** A call without an answer takes as long as we wait for one: `test/soak/vendor-faults.soak.ts`. */
const apiFaults: readonly VendorFault[] = [
  { where: 'api', fault: 'server-error' },
  { where: 'api', fault: 'rate-limit' },
  { where: 'api', fault: 'expire-token' },
  { where: 'api', fault: 'reset' },
];
const callbackFaults: readonly VendorFault[] = [
  { where: 'callback', fault: 'duplicate' },
  { where: 'callback', fault: 'reorder' },
];
const [exemption] = flows.filter(({ name }) => name === 'an exemption with a substitute');

describe.each(variants)('a platform that fails, on %s', (variant) => {
  const templates = new Templates(variant);
  afterAll(() => templates.drop());

  it('loses and doubles nothing', async () => {
    if (exemption === undefined) throw new Error('no such flow');
    const template = await templates.get(exemption.stage);
    const whole = await runWhole(exemption, template);
    expect(await runFaulty(exemption, template, whole, apiFaults)).toEqual([]);
    if (variant === 'wecom') expect(await runFaulty(exemption, template, whole, callbackFaults)).toEqual([]);
  });
});
