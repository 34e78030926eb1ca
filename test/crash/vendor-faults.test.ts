import { afterAll, describe, expect, it } from 'vitest';
import { type Variant, variants } from '../helpers/county.ts';
import { type Flow, flows } from './flows.ts';
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
const tried = (variant: Variant): Flow[] =>
  flows.filter(
    ({ name }) =>
      name === 'an exemption with a substitute' || (variant === 'wecom' && name === 'a class notice with its answers'),
  );

describe.each(variants)('a platform that fails, on %s', (variant) => {
  const templates = new Templates(variant);
  afterAll(() => templates.drop());

  it.each(tried(variant).map((flow) => [flow.name, flow] as const))(
    'loses and doubles nothing: %s',
    async (_, flow) => {
      const template = await templates.get(flow.stage);
      const whole = await runWhole(flow, template);
      expect(await runFaulty(flow, template, whole, apiFaults)).toEqual([]);
      expect(await runFaulty(flow, template, whole, callbackFaults)).toEqual([]);
    },
  );
});
