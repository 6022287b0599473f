/** Puts one call behind a link together (spec/room.md): its room, its connections, and continuing on another device. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import { MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import { createGroupKit } from '../group/groupKit.ts';
import type { Mesh } from '../room/mesh/meshNeeds.ts';
import { createMesh } from '../room/mesh/runMesh.ts';
import type { RoomMedia, TellRoom } from '../room/roomNeeds.ts';
import { createRoom } from '../room/runRoom.ts';
import { createGiving } from './giveHandOver.ts';
import { createLending, strangersByRelay } from './lending.ts';
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import type { LinkCallFacts, LinkCallListener } from './linkCallParts.ts';
import { RunningLinkCall } from './runLinkCall.ts';
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
  const mesh = createCallMesh(needs, facts.linkId, () => calls.call, listener.changed);
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
    hasToAsk: () => needs.links.views().join?.hasToAsk === true,
    settled: () => calls.call?.appear(),
    refused: () => calls.call && listener.refused(),
  });
  const lending = createLending({
    ...between,
    lender: facts.lender,
    contactOf: pseudonym => needs.contactOf(facts.linkId, pseudonym),
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
    handOver: { ...taking, isSuccessor: giving.isSuccessor },
    confided: (from, confidence) => calls.call?.touch.heard(from, confidence),
    muted: () => calls.call?.obeyMute(),
    changed: () => calls.call?.follow(),
  });
  const close = () => connections.media?.close();
  const parts = { ...facts, room, mesh, record, close, giving, taking, lending };
  calls.call = new RunningLinkCall(needs, parts, listener);
  return calls.call;
}

function createCallMesh(
  needs: LinkCallNeeds,
  linkId: LinkId,
  call: () => RunningLinkCall | undefined,
  changed: () => void,
): Mesh {
  const contactOf = (pseudonym: Bytes) => needs.contactOf(linkId, pseudonym);
  return createMesh({
    ...needs,
    track: slot => needs.devices.track(slot),
    settings: other =>
      strangersByRelay(needs.settings(), needs.links.get(linkId)?.of?.contactId, contactOf, other),
    mine: () => call()?.mine(),
    changed: () => {
      call()?.followHandOver();
      changed();
    },
  });
}
