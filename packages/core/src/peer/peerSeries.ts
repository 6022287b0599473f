/** One running peer after the other to the same device, in growing rounds (spec/call.md, "Messages"). */
import type { PeerNeeds, PeerNews } from './peerNeeds.ts';
import { RunningPeer } from './runPeer.ts';

/** What is done with each kind of news. */
export type PeerNewsHandlers = {
  readonly [Kind in PeerNews['kind']]: (news: Extract<PeerNews, { kind: Kind }>) => void;
};

/** The peers; at most one runs. */
export class PeerSeries {
  #current: RunningPeer | undefined;
  #nextRound = 0;

  /** The one that runs. */
  current(): RunningPeer | undefined {
    return this.#current;
  }

  /** The first round of the next one, if it is the one that offers. */
  nextRound(): number {
    return this.#nextRound;
  }

  /** Begins the next one. It is heard as long as it runs. */
  begin(needs: PeerNeeds, handlers: PeerNewsHandlers): RunningPeer {
    const peer: RunningPeer = new RunningPeer(needs, news => {
      const hear = handlers[news.kind] as (news: PeerNews) => void;
      if (this.#current === peer) hear(news);
    });
    this.#current = peer;
    return peer;
  }

  /** Closes the one that runs; it is not heard any more. */
  end(): void {
    const closing = this.#current;
    this.#nextRound = (closing?.round() ?? this.#nextRound - 1) + 1;
    this.#current = undefined;
    closing?.hear({ kind: 'closes' });
  }
}
