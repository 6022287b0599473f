/** The clients of the comparison: pairs that keep a window of messages under way. */

import { type ClientMessage, encodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import { decodeServerMessage } from '@sotto/protocol/wire/serverMessage';
import { WebSocket } from 'ws';
import { connect } from '../testing/testClient.ts';
import { connectPair, expectOk } from '../testing/testMailbox.ts';

/** How much to send. */
export interface Load {
  readonly pairs: number;
  /** Messages under way per pair. */
  readonly window: number;
  readonly messagesPerPair: number;
}

const BLOB_BYTES = 1024;

/** Every message is sent, accepted, delivered to another socket and acknowledged there. */
export async function runMailboxes(origin: string, load: Load): Promise<void> {
  await Promise.all(Array.from({ length: load.pairs }, () => runPair(origin, load)));
}

/** Every message comes back. */
export async function runEcho(origin: string, load: Load): Promise<void> {
  await Promise.all(Array.from({ length: load.pairs }, () => runEchoClient(origin, load)));
}

async function runPair(origin: string, { window, messagesPerPair }: Load): Promise<void> {
  const http = origin.replace('ws', 'http');
  const [owner, sender] = [await connect(http), await connect(http)];
  const mailbox = await connectPair(owner, sender);
  const blob = new Uint8Array(BLOB_BYTES);
  let n = 1000;
  const sendOne = (): void =>
    sender.raw(encodeClientMessage({ t: 'send', n: n++, sendId: mailbox.sendId, blob, wake: 'none' }));
  const accepted = countFrames(sender.socket, messagesPerPair, count => {
    if (count + window <= messagesPerPair) sendOne();
  });
  const delivered = countFrames(owner.socket, messagesPerPair, (_, frame) => {
    const decoded = decodeServerMessage(frame);
    if (!decoded.ok || decoded.value.t !== 'delivery') throw new Error('not a delivery');
    owner.acknowledge(mailbox.receiveId, decoded.value.seq);
  });
  for (let started = 0; started < window; started++) sendOne();
  await Promise.all([accepted, delivered]);
  await expectOk(owner, mailbox.delete(owner));
  await Promise.all([owner.leave(), sender.leave()]);
}

async function runEchoClient(origin: string, { window, messagesPerPair }: Load): Promise<void> {
  const socket = new WebSocket(origin);
  await new Promise(resolve => socket.on('open', resolve));
  const message = {
    t: 'send',
    n: 1000,
    sendId: 'A'.repeat(22),
    blob: new Uint8Array(BLOB_BYTES),
    wake: 'none',
  };
  const frame = encodeClientMessage(message as ClientMessage);
  const returned = countFrames(socket, messagesPerPair, count => {
    if (count + window <= messagesPerPair) socket.send(frame);
  });
  for (let started = 0; started < window; started++) socket.send(frame);
  await returned;
  socket.close();
}

/** Resolves when `total` frames have come; `each` hears of every one with its number, from 1. */
function countFrames(
  socket: WebSocket,
  total: number,
  each: (count: number, frame: Buffer) => void,
): Promise<void> {
  return new Promise(resolve => {
    let count = 0;
    const listener = (frame: Buffer): void => {
      each(++count, frame);
      if (count < total) return;
      socket.off('message', listener);
      resolve();
    };
    socket.on('message', listener);
  });
}
