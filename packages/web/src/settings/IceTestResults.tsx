/** What the test of each server brought, as the answers come in. */
import type { Signal } from '@preact/signals';
import type { IceTestOutcome } from '@sotto/core/client/command';
import { iceAddressToLine, iceAddressToServer } from '@sotto/core/settings/iceAddress';
import type { IceServerList } from '@sotto/core/settings/iceServers';
import { t } from '../locale/locale.ts';
import { problemToText } from '../problem.ts';
import { issue } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import { iceTestToText } from './iceWords.ts';

/** One server's test. */
interface IceTest {
  readonly line: number;
  /** The address without credentials. */
  readonly server: string;
  /** `undefined` while it is being asked. */
  readonly result: { readonly isGood: boolean; readonly text: string } | undefined;
}

/** The tests of a list. */
export type IceTests = readonly IceTest[];

/** Asks every server of the list at the same time; answers for a list that has been replaced meanwhile are dropped. */
export function startIceTests(list: IceServerList, tests: Signal<IceTests>): void {
  const mine = list.lines.map(({ line, address }): IceTest => {
    const [server = ''] = iceAddressToServer(address).urls;
    return { line, server, result: undefined };
  });
  tests.value = mine;
  for (const { line, address } of list.lines) {
    void issue(commands => commands.testIceServer(iceAddressToLine(address))).then(outcome => {
      const result = outcome.ok
        ? toResult(outcome.value)
        : { isGood: false, text: problemToText(outcome.code) };
      if (tests.value.some(test => mine.some(own => own.server === test.server && own.line === test.line)))
        tests.value = tests.value.map(test => (test.line === line ? { ...test, result } : test));
    });
  }
}

/** The results, announced as they come. */
export function IceTestResults({ tests }: { readonly tests: IceTests }) {
  return (
    <ul class="ice-tests" aria-live="polite">
      {tests.map(({ line, server, result }) => (
        <li key={line} class={result?.isGood === false ? 'ice-test ice-test-bad' : 'ice-test'}>
          <Icon
            name={result === undefined ? 'clock' : result.isGood ? 'check' : 'warning'}
            class="icon-small"
          />
          <code>{server}</code>
          <span>{result?.text ?? t('ice.testing')}</span>
        </li>
      ))}
    </ul>
  );
}

function toResult(outcome: IceTestOutcome) {
  return { isGood: outcome.ok, text: iceTestToText(outcome) };
}
