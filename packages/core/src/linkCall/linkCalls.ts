/** The call behind a link of this client, as the rest of it sees it (spec/room.md). */
import type { LinkId } from '@sotto/protocol/ids';
import { createDeviceCommands } from '../call/deviceCommands.ts';
import { createLinkCallCommands } from './createLinkCallCommands.ts';
import type { ContinuedFace, LinkCallNeeds, LinkCalls } from './linkCallNeeds.ts';
import { RunningLinkCalls } from './runLinkCalls.ts';

/** Makes the calls behind links; nothing runs. */
export function createLinkCalls(needs: LinkCallNeeds): LinkCalls {
  const calls = new RunningLinkCalls(needs);
  return {
    commands: createLinkCallCommands(calls, needs.links),
    deviceCommands: createDeviceCommands(needs.devices, () => calls.hasDevices()),
    continued: createContinuedFace(calls),
    view: () => calls.view(),
    coming: () => (calls.current?.lending().isLent() ? calls.current.view() : undefined),
    hasDevices: () => calls.hasDevices(),
    isRunning: () => calls.running() !== undefined,
    isHeld: () => calls.running()?.isHeld() ?? false,
    hold: () => calls.running()?.hold(),
    resume: byPerson => calls.running()?.resume(byPerson),
    leave: () => calls.leave(),
    heard: notice => calls.heard(notice),
    connected: () => calls.current?.room.connected(),
    disconnected: () => calls.current?.room.disconnected(),
    networkChanged: isCertain => calls.current?.mesh.networkChanged(isCertain),
    pageGoes: () => calls.current?.goAway(),
    pageReturns: () => calls.current?.comeBack(),
    pageChanged: () => calls.pageChanged(),
    contactsChanged: () => calls.current?.room.contactsChanged(),
    restore: () => calls.restore(),
    close: () => calls.close(),
    settled: () => calls.settled(),
  };
}

function createContinuedFace(calls: RunningLinkCalls): ContinuedFace {
  const find = (linkId: LinkId) => (calls.current?.linkId === linkId ? calls.running() : undefined);
  return {
    goOn: (linkId, name, lender) => calls.goOn(linkId, name, lender),
    stage: linkId => {
      const lending = find(linkId)?.lending();
      if (lending === undefined) return 'over';
      if (lending.isContactReceived()) return 'received';
      return lending.isContactThere() ? 'met' : 'entering';
    },
    settle: linkId => {
      const call = find(linkId);
      if (call !== undefined) calls.settle(call);
    },
    drop: linkId => calls.drop(linkId),
  };
}
