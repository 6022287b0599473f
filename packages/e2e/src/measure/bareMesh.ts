/**
 * The floor for link calls: people in pages of their own, a bare peer connection for each pair, joined in the memory of
 * the test, relay only. What a pair sends is held back until it is released, at once or by a word over a data channel.
 */
import type { Page } from 'puppeteer-core';
import { type BareWay, connectBare, openBare, tryAgain } from './bareConnection.ts';

/** A page that is somebody in a mesh. */
interface BareMember {
  /** Its sides of all its pairs, by the number of the other page. */
  readonly ways: Map<number, BareWay>;
  /** This page's devices, once they are open. */
  stream: MediaStream | undefined;
  /** Sends on a way what the devices give. */
  readonly send: (way: BareWay) => Promise<void>;
}

declare global {
  interface Window {
    sottoMember: BareMember;
  }
}

/** Somebody in a bare mesh. */
export interface BarePerson {
  readonly page: Page;
  /** Different for each. */
  readonly number: number;
}

/** Makes a page somebody in a mesh, without anybody else. */
export async function beginBareMember({ page }: BarePerson): Promise<void> {
  await page.evaluate(beginMember);
}

/** Connects two people, without any media yet. Rejects when there is no path at the third attempt. */
export function connectPeople(
  first: BarePerson,
  second: BarePerson,
  server: () => RTCIceServer,
): Promise<void> {
  const ends = [
    { page: first.page, to: second.number },
    { page: second.page, to: first.number },
  ] as const;
  return tryAgain(
    async () => {
      await openBare(ends, server);
      await connectBare(ends);
      await Promise.all(ends.map(({ page, to }) => page.evaluate(showPlayers, to)));
    },
    async () => {
      await closeBare(first, [second], 'keepDevices');
      await closeBare(second, [first], 'keepDevices');
    },
  );
}

/** Opens this person's camera, and the microphone if wanted, and sends to everybody who is connected. */
export async function releaseBare({ page }: BarePerson, hasMicrophone = true): Promise<void> {
  await page.evaluate(captureAndSend, hasMicrophone);
}

/** Sends nothing to anybody and lets the devices go: the connections stay. */
export async function quietBare({ page }: BarePerson): Promise<void> {
  await page.evaluate(stopSending);
}

/** Opens this person's devices; on each connection the other side's word releases what they give. */
export async function awaitBareWord({ page }: BarePerson): Promise<void> {
  await page.evaluate(sendAtWord);
}

/** Shows a button that joins: gives the word on all connections, opens the devices, sends. */
export async function showBareJoin({ page }: BarePerson): Promise<void> {
  await page.evaluate(showButton);
}

/** Ends the connection with each of these; with `devices` this person's devices, too. */
export async function closeBare(
  { page }: BarePerson,
  others: readonly BarePerson[],
  devices: 'keepDevices' | 'closeDevices',
): Promise<void> {
  await page.evaluate(
    closeWays,
    others.map(({ number }) => number),
    devices === 'closeDevices',
  );
}

function beginMember(): void {
  const send = async ({ connection }: BareWay): Promise<void> => {
    const { stream } = window.sottoMember;
    const [sound, picture] = connection.getTransceivers();
    await Promise.all([
      sound?.sender.replaceTrack(stream?.getAudioTracks()[0] ?? null),
      picture?.sender.replaceTrack(stream?.getVideoTracks()[0] ?? null),
    ]);
  };
  const ways: BareMember['ways'] = new Map();
  window.sottoWays = ways;
  window.sottoMember = { ways, stream: undefined, send };
}

/**
 * Sound that nobody plays is not taken from the network, and a picture that nobody shows is not drawn: where no graphics
 * processor does it, drawing takes as long as all else. So pictures are as large as the product's in such a window.
 */
function showPlayers(other: number): void {
  for (const { receiver } of window.sottoMember.ways.get(other)?.connection.getTransceivers() ?? []) {
    const player = document.createElement(receiver.track.kind === 'audio' ? 'audio' : 'video');
    player.dataset['other'] = String(other);
    player.style.cssText = 'inline-size: 250px; block-size: 192px; object-fit: cover';
    player.muted = receiver.track.kind === 'video';
    player.srcObject = new MediaStream([receiver.track]);
    document.body.append(player);
    void player.play().catch(() => undefined);
  }
}

async function captureAndSend(audio: boolean): Promise<void> {
  const member = window.sottoMember;
  member.stream ??= await navigator.mediaDevices.getUserMedia({ audio, video: true });
  for (const way of member.ways.values()) await member.send(way);
}

async function stopSending(): Promise<void> {
  const member = window.sottoMember;
  for (const { connection } of member.ways.values())
    await Promise.all(connection.getTransceivers().map(({ sender }) => sender.replaceTrack(null)));
  for (const track of member.stream?.getTracks() ?? []) track.stop();
  member.stream = undefined;
}

async function sendAtWord(): Promise<void> {
  const member = window.sottoMember;
  member.stream ??= await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const way of member.ways.values())
    way.channel.onmessage = () => {
      way.channel.onmessage = null;
      void member.send(way);
    };
}

function showButton(): void {
  const member = window.sottoMember;
  document.querySelector('button')?.remove();
  const button = document.createElement('button');
  button.textContent = 'Join';
  // Above the players, which move about while they load.
  button.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9';
  document.body.append(button);
  button.onclick = () => {
    for (const { channel } of member.ways.values()) channel.send('join');
    void navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(stream => {
      member.stream = stream;
      for (const way of member.ways.values()) void member.send(way);
    });
  };
}

function closeWays(others: readonly number[], hasDevices: boolean): void {
  const member = window.sottoMember;
  for (const other of others) {
    member.ways.get(other)?.connection.close();
    member.ways.delete(other);
    for (const player of document.querySelectorAll(`[data-other="${other}"]`)) player.remove();
  }
  if (!hasDevices) return;
  for (const track of member.stream?.getTracks() ?? []) track.stop();
  member.stream = undefined;
}
