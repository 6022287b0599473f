/**
 * A scripted exchange between two whole clients, one of whom is killed at a given point and opened again. Every step
 * is an intention: who was killed before it took effect carries it out again, and what has taken effect is left alone.
 */
import assert from 'node:assert/strict';
import { assertAtRest, assertCallsOver, assertSameTexts, callsOf, textsOf } from './checks.ts';
import type { Kill, Person } from './person.ts';
import { contactOf, createSleepingWorld, type World, type WorldSnapshot } from './world.ts';

/** A part of the exchange, begun from the state that the parts before it lead to. */
export interface Scene {
  readonly name: string;
  readonly play: (world: World, ann: Person, ben: Person) => Promise<void>;
  /** What must hold afterwards beside what always must. */
  readonly check?: (world: World, ann: Person, ben: Person) => void;
  /** They are contacts afterwards. */
  readonly areContacts: boolean;
}

/** Who is killed, and where. */
export interface Killing extends Kill {
  /** 0 for Ann, 1 for Ben. */
  readonly person: 0 | 1;
}

/** The scenes, in their order. */
export const SCENES: readonly Scene[] = [
  { name: 'invite and accept', play: meet, areContacts: true },
  { name: 'three texts each way', play: exchangeTexts, check: assertTexts, areContacts: true },
  { name: 'a new name', play: rename, check: assertName, areContacts: true },
  { name: 'a call', play: makeCall, areContacts: true },
  { name: 'deletion of the other', play: deleteOther, check: assertDeleted, areContacts: false },
];

/** Plays a scene from a snapshot and checks everything; the world as it is afterwards. */
export async function playScene(scene: Scene, from?: WorldSnapshot, killing?: Killing): Promise<World> {
  const world = createSleepingWorld(['Ann', 'Ben'], 1, from);
  const [ann, ben] = world.people as [Person, Person];
  for (const [index, person] of world.people.entries())
    await person.open(killing?.person === index ? killing : undefined);
  await world.clock.advance(200);
  await scene.play(world, ann, ben);
  return world;
}

/** Every point at which one of the two can be killed in a scene that was played undisturbed. */
export function killingsOf(world: World): readonly Killing[] {
  return world.people.flatMap((person, index) => {
    const { writes, frames } = person.counts();
    const points = ([at, total]: readonly [Kill['at'], number]) =>
      Array.from({ length: total }, (_, before) =>
        (['before', 'after'] as const).map(
          (when): Killing => ({ person: index === 0 ? 0 : 1, at, count: before + 1, when }),
        ),
      ).flat();
    return [...points(['write', writes]), ...points(['frame', frames])];
  });
}

/** Everybody's tab is closed; what another scene begins with. */
export async function sleep(world: World): Promise<WorldSnapshot> {
  for (const person of world.people) person.kill();
  await world.clock.advance(100);
  return world.snapshot();
}

/** Both tabs are open, everything has come to rest, and all that was written is where it belongs. */
export async function finishScene(scene: Scene, world: World): Promise<void> {
  const [ann, ben] = world.people as [Person, Person];
  for (const person of world.people) await wake(world, person);
  await world.clock.advance(40_000);
  if (scene.areContacts) {
    await write(world, ann, `Ann after ${scene.name}`);
    await write(world, ben, `Ben after ${scene.name}`);
    await world.clock.advance(4000);
    assertSameTexts(ann, ben);
    for (const person of world.people) assertUnread(person);
  }
  scene.check?.(world, ann, ben);
  assertCallsOver(world);
  assertAtRest(world);
}

async function wake(world: World, person: Person): Promise<void> {
  if (person.isAlive()) return;
  await person.open();
  await world.clock.advance(1000);
}

/** Carries out an intention of a person; again if the person was killed over it. */
async function intend(
  world: World,
  person: Person,
  isDone: () => boolean,
  act: () => Promise<{ readonly ok: boolean } | undefined>,
): Promise<void> {
  await wake(world, person);
  if (isDone()) return;
  await world.run(act(), 15_000);
  if (!person.isAlive()) await intend(world, person, isDone, act);
}

async function meet(world: World, ann: Person, ben: Person): Promise<void> {
  for (const person of [ann, ben]) {
    const { name } = person;
    await intend(
      world,
      person,
      () => person.client().view().profile.name === name,
      () => person.client().commands.setName(name),
    );
  }
  const hasInvited = () => ann.client().view().invitations.length + ann.client().view().contacts.length > 0;
  await intend(world, ann, hasInvited, () => ann.client().commands.invite());
  await wake(world, ann);
  const link = ann.client().view().invitations[0]?.link ?? '';
  const hasAccepted = () => ben.client().view().contacts.length > 0;
  await intend(world, ben, hasAccepted, () => ben.client().commands.acceptInvitation(link));
  await world.clock.advance(500);
}

async function exchangeTexts(world: World, ann: Person, ben: Person): Promise<void> {
  for (const round of [1, 2, 3]) {
    await write(world, ann, `Ann ${round}`);
    await world.clock.advance(12);
    await write(world, ben, `Ben ${round}`);
    await world.clock.advance(30);
  }
  await world.clock.advance(500);
}

async function write(world: World, person: Person, text: string): Promise<void> {
  const isWritten = () => textsOf(person, 'me').some(item => item.text === text);
  await intend(world, person, isWritten, () => person.client().commands.sendText(contactOf(person).id, text));
}

async function rename(world: World, ann: Person): Promise<void> {
  const isRenamed = () => ann.client().view().profile.name === 'Anna';
  await intend(world, ann, isRenamed, () => ann.client().commands.setName('Anna'));
  await world.clock.advance(500);
}

async function makeCall(world: World, ann: Person, ben: Person): Promise<void> {
  const hasCalled = () => callsOf(ann).length > 0;
  await intend(world, ann, hasCalled, () => ann.client().commands.call(contactOf(ann).id, 'audio'));
  await world.clock.advance(1500);
  await wake(world, ben);
  const callId = contactOf(ben).acceptableCall;
  if (callId !== undefined) await world.run(ben.client().commands.acceptCall(callId, 'audio'));
  await world.clock.advance(1500);
  await wake(world, ann);
  const { call } = ann.client().view();
  if (call !== undefined && call.stage !== 'ended') await world.run(ann.client().commands.endCall());
  await world.clock.advance(500);
}

async function deleteOther(world: World, _: Person, ben: Person): Promise<void> {
  const isDeleted = () => ben.client().view().contacts.length === 0;
  await intend(world, ben, isDeleted, () => ben.client().commands.deleteContact(contactOf(ben).id));
  await world.clock.advance(500);
}

function assertTexts(_: World, ann: Person): void {
  const texts = textsOf(ann, 'contact').map(item => item.text);
  assert.deepEqual(texts.slice(-4, -1), ['Ben 1', 'Ben 2', 'Ben 3']);
}

function assertName(_: World, __: Person, ben: Person): void {
  assert.equal(contactOf(ben).name, 'Anna');
}

function assertDeleted(world: World, ann: Person, ben: Person): void {
  for (const table of ['contacts', 'groups', 'items'] as const)
    assert.equal(ben.stored().get(table)?.size ?? 0, 0, table);
  assert.deepEqual([...(ben.stored().get('settings')?.keys() ?? [])], []);
  assert.equal(world.server.mailboxes(), 1);
  assert.equal(ann.client().view().contacts.length, 1);
}

/** Nothing was read in these scenes: every text of the contact and every missed call counts once. */
function assertUnread(person: Person): void {
  const missed = callsOf(person).filter(item => !item.mine && item.status === 'missed');
  assert.equal(contactOf(person).unread, textsOf(person, 'contact').length + missed.length, 'unread');
}
