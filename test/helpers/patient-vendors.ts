import type { VendorRules } from '../../src/emulator/rules.ts';

/** The emulated vendors wait for a busy machine; a test about a bot that never answers says how long that one waits. */
export const patientVendors: Partial<VendorRules> = {
  ...{ wecomTimeoutMs: 600_000, robotTimeoutMs: 600_000, cardTimeoutMs: 600_000 },
  ...{ eventTimeoutMs: 600_000, streamAckMs: 600_000 },
};
