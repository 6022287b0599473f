/** The data channel of a call, as messages (spec/call.md, "Data channel"): numbered when sent, old ones not believed. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { EndReason } from '@sotto/protocol/sealed/callEnd';
import {
  type ChannelMessage,
  decodeChannelMessage,
  encodeChannelMessage,
  type MediaState,
  type NetworkState,
} from '@sotto/protocol/sealed/channelMessage';
import { type CallMedia, callMediaSchema } from '@sotto/protocol/sealed/media';

/** One call's channel over all its connections. */
export interface CallChannel {
  readonly sendState: (state: MediaState) => void;
  readonly sendNetwork: (state: NetworkState) => void;
  /** Link calls only: how high the other side's picture is looked at. */
  readonly sendWatch: (height: number) => void;
  readonly sendAccept: (media: CallMedia) => void;
  /** What `sendAccept` would send now, for each kind of call. */
  readonly possibleAccepts: () => readonly Bytes[];
  readonly sendEnd: (reason: EndReason) => void;
  /** The message in an opened plaintext; undefined when malformed or not newer than the last. */
  readonly read: (plaintext: Bytes) => ChannelMessage | undefined;
}

/** A channel that has sent and seen nothing. `send` drops what cannot leave now. */
export function createCallChannel(send: (plaintext: Bytes) => void): CallChannel {
  let seq = 0;
  let newest = -1;
  const sendMessage = (message: ChannelMessage) => send(encodeChannelMessage(message));
  const toAccept = (media: CallMedia): ChannelMessage => ({ k: 'accept', seq, media });
  return {
    possibleAccepts: () => callMediaSchema.options.map(media => encodeChannelMessage(toAccept(media))),
    sendState: state => sendMessage({ k: 'state', seq: seq++, state }),
    sendNetwork: state => sendMessage({ k: 'network', seq: seq++, state }),
    sendWatch: height => sendMessage({ k: 'watch', seq: seq++, height }),
    sendAccept: media => {
      const message = toAccept(media);
      seq += 1;
      sendMessage(message);
    },
    sendEnd: reason => sendMessage({ k: 'end', seq: seq++, reason }),
    read: plaintext => {
      const decoded = decodeChannelMessage(plaintext);
      if (!decoded.ok || decoded.value.seq <= newest) return undefined;
      newest = decoded.value.seq;
      return decoded.value;
    },
  };
}
