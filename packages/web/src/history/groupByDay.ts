/** Calls under their days. Pure. */
import type { HistoryView } from '@sotto/core/client/view';
import { isSameDay } from '../locale/format.ts';

/** The calls of one day. */
export interface DayOfCalls {
  /** A moment of that day: that of its first call in the list. Milliseconds since 1970. */
  readonly at: number;
  readonly calls: HistoryView['calls'];
}

/** Groups calls that are sorted by time, in either direction. */
export function groupByDay(calls: HistoryView['calls']): readonly DayOfCalls[] {
  const days: { at: number; calls: HistoryView['calls'][number][] }[] = [];
  for (const call of calls) {
    const last = days.at(-1);
    if (last !== undefined && isSameDay(last.at, call.at)) last.calls.push(call);
    else days.push({ at: call.at, calls: [call] });
  }
  return days;
}
