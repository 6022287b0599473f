/** What one call behind a link is made of (`runLinkCall.ts`). Types only. */
import type { LinkId } from '@sotto/protocol/ids';
import type { HandOver } from '@sotto/protocol/link/callLink';
import type { LinkForRoom } from '../link/linkDesk.ts';
import type { Mesh } from '../room/mesh/meshNeeds.ts';
import type { OwnSeat, RunningRoomFace } from '../room/roomNeeds.ts';
import type { Giving } from './giveHandOver.ts';
import type { Lender, Lending } from './lending.ts';
import type { Taking } from './takeHandOver.ts';

/** Which call it is, and as whom. */
export interface LinkCallFacts {
  readonly linkId: LinkId;
  /** What this person is called there. */
  readonly name: string;
  readonly link: LinkForRoom;
  /** A seat that an earlier page of this person left behind: it is given up first. */
  readonly former?: OwnSeat | undefined;
  /** Of another device of this person, which is in the call: this one goes on in its place. */
  readonly handOver?: HandOver | undefined;
  /** The call with a contact that it goes on with. */
  readonly lender?: Lender | undefined;
}

/** What a call tells its owner. */
export interface LinkCallListener {
  /** The view reads differently. */
  readonly changed: () => void;
  /** It was to go on with that of another device, and nobody inside knows of it. */
  readonly refused: () => void;
  /** It is over, by whatever cause; said once. */
  readonly ended: () => void;
}

/** What a call is made of. */
export interface LinkCallParts extends LinkCallFacts {
  readonly room: RunningRoomFace;
  readonly mesh: Mesh;
  readonly record: Awaited<ReturnType<LinkForRoom['record']>>;
  /** Closes all connections. */
  readonly close: () => void;
  readonly giving: Giving;
  readonly taking: Taking;
  readonly lending: Lending;
}
