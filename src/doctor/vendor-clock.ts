import axios, { type AxiosInstance } from 'axios';
import type { Clock } from '../clock.ts';
import { fault, type Line, note, ok } from './line.ts';
import { doctorWords } from './words.ts';

/**
 * Callbacks are accepted within 5 minutes of our clock, and DingTalk accepts signatures within an hour (docs/vendors/dingtalk.md). A clock
 * that is off by no more than a minute leaves enough time for repeats and slow connections.
 */
const mostSkewMs = 60_000;

/** HTTP to a vendor that also measures how far the vendor's clock is from ours, by the `Date` header of its answers. */
export interface VendorLine {
  http: AxiosInstance;
  /** Ours minus the vendor's, in milliseconds; `undefined` before any answer. */
  skewMs(): number | undefined;
}

export function openVendorLine(clock: Clock): VendorLine {
  const http = axios.create();
  let skewMs: number | undefined;
  http.interceptors.response.use((response) => {
    const vendorMs = Date.parse(String(response.headers.date));
    if (Number.isFinite(vendorMs)) skewMs = clock.now().getTime() - vendorMs;
    return response;
  });
  return { http, skewMs: () => skewMs };
}

export function clockLine(vendor: string, skewMs: number | undefined): Line {
  if (skewMs === undefined) return note(doctorWords.clockUnknown(vendor));
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= mostSkewMs) return ok(doctorWords.clock(vendor, seconds));
  return fault(doctorWords.clockOff(vendor, seconds, skewMs > 0), doctorWords.setClock);
}
