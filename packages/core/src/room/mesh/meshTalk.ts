/**
 * What one member tells another about their connection (spec/room.md, "Connections"). Nothing of it waits at the server
 * as in 1:1 calls, so what may have been lost is said again when the server is back; saying it twice is harmless.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { Candidate, Leg } from '@sotto/protocol/sealed/media';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { RemoteOffer } from '../../peer/peerEvent.ts';
import type { TellRoom } from '../roomNeeds.ts';

/** The way to one member. */
export interface MeshTalk {
  /** `secret` goes with offers only. */
  description(description: RemoteOffer, secret: Bytes | undefined): void;
  candidates(leg: Leg, candidates: readonly Candidate[]): void;
  restart(round: number): void;
  /** The server can be reached again. */
  repeat(): void;
}

/** Makes the way to a seat. */
export function createMeshTalk(tell: TellRoom, to: SeatId): MeshTalk {
  /** The newest description and its candidates. */
  let newest: readonly RoomTalk[] = [];
  let lostRestart: RoomTalk | undefined;
  const say = (talk: RoomTalk) => void tell(talk);
  return {
    description({ leg, sdp, candidates }, secret) {
      const talk: RoomTalk = { k: 'description', to, leg, sdp, candidates: [...candidates] };
      if (secret !== undefined) talk.secret = secret;
      newest = [talk];
      say(talk);
    },
    candidates(leg, candidates) {
      const talk: RoomTalk = { k: 'candidates', to, leg, candidates: [...candidates] };
      newest = [...newest, talk];
      say(talk);
    },
    restart(round) {
      const talk: RoomTalk = { k: 'restart', to, round };
      lostRestart = undefined;
      // Asked twice, it would be done twice.
      void tell(talk).then(isTaken => {
        if (!isTaken) lostRestart = talk;
      });
    },
    repeat() {
      for (const talk of newest) say(talk);
      if (lostRestart !== undefined) say(lostRestart);
      lostRestart = undefined;
    },
  };
}
