import axios, { type AxiosInstance } from 'axios';
import type { Clock } from '../clock.ts';
import { fault, type Line, note, ok } from './line.ts';
import { doctorWords } from './words.ts';

/**
 * Callbacks count within 5 minutes of our clock (adapters), DingTalk's signatures within an hour (dingtalk.md 1.1): a clock a minute off
 * still leaves room for repeats and slow lines.
 */
const mostSkewMs = 60_000;

/** HTTP to a vendor that also notes how far its clock is from ours, by the `Date` of its answers. */
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
