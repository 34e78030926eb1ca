import { PlatformError, TransportError } from '../../errors.ts';

/**
 * Sends the parts of one message in their order.
 * @throws what `send` throws for the first part; a later failure that may pass counts as a silence, see `afterPart`
 */
export async function sendInTurn<T>(parts: readonly T[], send: (part: T) => Promise<void>): Promise<void> {
  for (const [index, part] of parts.entries()) {
    await send(part).catch((error: unknown) => {
      throw index === 0 ? error : afterPart(error);
    });
  }
}

/** Part of the message arrived: the repeat must know, so that it does not say that part again where the vendor can tell. */
export function afterPart(error: unknown): unknown {
  if (error instanceof TransportError || (error instanceof PlatformError && error.retry !== 'never'))
    return new TransportError(error.method, 'unknown', `partly sent, ${error.message}`, isAboutAll(error));
  return error instanceof PlatformError
    ? new PlatformError(error.method, error.code, error.retry, { fault: error.fault, partly: true })
    : error;
}

/**
 * A call whose key the vendor knows: something other than the vendor answered, so that the vendor may have carried it out first. The
 * repeat then finds out by the key.
 */
export function maybeArrived(error: unknown): unknown {
  if (!(error instanceof PlatformError) || !error.code.startsWith('http-')) return error;
  return new TransportError(error.method, 'unknown', error.code, isAboutAll(error));
}

function isAboutAll({ fault }: PlatformError | TransportError): { fault?: 'account' } {
  return fault === 'account' || fault === 'rate' ? { fault: 'account' } : {};
}
