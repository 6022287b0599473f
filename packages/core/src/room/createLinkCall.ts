/** Puts one call behind a link together (spec/room.md): its room, its connections, and going on on another device. */
import type { SeatId } from '@sotto/protocol/ids';
import { MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import { createGroupKit } from '../group/groupKit.ts';
import { createGiving } from './giveHandOver.ts';
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import { createMesh } from './mesh/runMesh.ts';
import type { RoomMedia, TellRoom } from './roomNeeds.ts';
import { type LinkCallFacts, type LinkCallListener, RunningLinkCall } from './runLinkCall.ts';
import { createRoom } from './runRoom.ts';
import { createTaking } from './takeHandOver.ts';

/** Makes a call that nobody has entered. */
export async function createLinkCall(
  needs: LinkCallNeeds,
  facts: LinkCallFacts,
  listener: LinkCallListener,
): Promise<RunningLinkCall> {
  const { random, suite } = needs;
  const [kit, record] = await Promise.all([
    createGroupKit(facts.linkId, random, suite),
    facts.link.record(0),
  ]);
  const calls: { call?: RunningLinkCall } = {};
  const mesh = createMesh({
    ...needs,
    track: slot => needs.devices.track(slot),
    mine: () => calls.call?.mine(),
    changed: () => {
      calls.call?.followHandOver();
      listener.changed();
    },
  });
  const between = {
    ...needs,
    ...facts,
    room: () => calls.call?.room,
    facts: (seat: SeatId) => mesh.facts(seat),
  };
  const giving = createGiving({
    ...between,
    link: facts.link.link,
    places: () => needs.links.terms(facts.linkId)?.people ?? MAX_ROOM_PEOPLE,
    moved: () => calls.call?.leaveForOther(),
    changed: listener.changed,
  });
  const taking = createTaking({
    ...between,
    handOver: facts.handOver,
    settled: () => calls.call?.mediaChanged(),
  });
  const connections: { media?: RoomMedia } = {};
  const media = (tell: TellRoom) => {
    connections.media = mesh.attach(tell);
    return connections.media;
  };
  const room = createRoom({
    ...needs,
    ...facts.link,
    ...{ kit, media, former: facts.former },
    handOver: { prove: taking.prove, isSuccessor: giving.isSuccessor },
    confided: (from, confidence) => calls.call?.touch.heard(from, confidence),
    muted: () => calls.call?.obeyMute(),
    changed: () => calls.call?.follow(),
  });
  const close = () => connections.media?.close();
  const parts = { ...facts, room, mesh, record, close, giving, taking };
  calls.call = new RunningLinkCall(needs, parts, listener);
  return calls.call;
}
