/** The sealed messages of one call, as they leave (spec/call.md, "Messages"). All are urgent: somebody waits. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallId, ContactId } from '@sotto/protocol/ids';
import type { EndReason } from '@sotto/protocol/sealed/callEnd';
import type { CallMedia, Candidate, Leg } from '@sotto/protocol/sealed/media';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { Wake } from '@sotto/protocol/wire/blob';
import type { Log } from '../port/log.ts';
import type { CallMessenger } from './callNeeds.ts';

/** What becomes of a message that the call depends on. */
export interface Fate {
  readonly taken: () => void;
  /** It can never be sent. */
  readonly failed: () => void;
}

/** An offer or answer with the candidates found so far. */
export interface Description {
  readonly leg: Leg;
  readonly sdp: string;
  readonly candidates: readonly Candidate[];
}

/** Sends the messages of one call. */
export class CallSender {
  readonly #messenger: CallMessenger;
  readonly #log: Log;
  readonly #contactId: ContactId;
  readonly #callId: CallId;

  constructor(messenger: CallMessenger, log: Log, contactId: ContactId, callId: CallId) {
    this.#messenger = messenger;
    this.#log = log;
    this.#contactId = contactId;
    this.#callId = callId;
  }

  /** `sealed` gets the call's secret as soon as the invitation is sealed. */
  invite(
    media: CallMedia,
    offer: Description | undefined,
    sentAt: number,
    fate: Fate & { readonly sealed: (callSecret: Bytes | undefined) => void },
  ): void {
    const candidates = [...(offer?.candidates ?? [])];
    const message: CallMessage = {
      k: 'callInvite',
      callId: this.#callId,
      media,
      sdp: offer?.sdp,
      candidates,
      sentAt,
    };
    void this.#send(message, 'ring', fate, fate.sealed);
  }

  ringing(): void {
    void this.#send({ k: 'callRinging', callId: this.#callId }, 'none');
  }

  offer({ leg, sdp, candidates }: Description): void {
    void this.#send({ k: 'callOffer', callId: this.#callId, leg, sdp, candidates: [...candidates] }, 'none');
  }

  answer({ leg, sdp, candidates }: Description): void {
    void this.#send({ k: 'callAnswer', callId: this.#callId, leg, sdp, candidates: [...candidates] }, 'none');
  }

  candidates(leg: Leg, candidates: readonly Candidate[]): void {
    void this.#send({ k: 'callCandidates', callId: this.#callId, leg, candidates: [...candidates] }, 'none');
  }

  restart(round: number): void {
    void this.#send({ k: 'callRestart', callId: this.#callId, round }, 'none');
  }

  /** `round` of the connection that is held ready, if one is. */
  accept(media: CallMedia, round: number | undefined, fate: Fate): void {
    void this.#send({ k: 'callAccept', callId: this.#callId, media, round }, 'none', fate);
  }

  /** An invitation's end wakes a closed app, so that its notification stops ringing. Resolves when it cannot be lost. */
  end(reason: EndReason): Promise<void> {
    const wake = reason === 'gaveUp' ? 'message' : 'none';
    return new Promise(resolve => {
      const sealed = () => resolve();
      void this.#send(
        { k: 'callEnd', callId: this.#callId, reason },
        wake,
        { taken: sealed, failed: sealed },
        sealed,
      );
    });
  }

  /** Leaves the end of an unanswered invitation with the server, should this client vanish. */
  setWill(): void {
    const will = { k: 'callEnd', callId: this.#callId, reason: 'gaveUp' } as const;
    this.#messenger.setWill(this.#contactId, will).catch(() => this.#log.warn('call.willNotSet'));
  }

  clearWill(): void {
    this.#messenger.clearWill(this.#contactId).catch(() => this.#log.warn('call.willNotCleared'));
  }

  async #send(
    message: CallMessage,
    wake: Wake,
    fate?: Fate,
    sealed?: (secret: Bytes | undefined) => void,
  ): Promise<void> {
    try {
      const sent = await this.#messenger.send(this.#contactId, message, { urgent: true, wake });
      sealed?.(sent.callSecret);
      await sent.accepted;
      fate?.taken();
    } catch {
      this.#log.warn('call.notSent', { kind: message.k });
      fate?.failed();
    }
  }
}
