/** Kills the real process in the middle of its work, again and again, and looks for anything it had accepted. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSeededRandom } from './testing/seededRandom.ts';
import { answerToOutcome, blobToNumber, connect, type TestClient } from './testing/testClient.ts';
import { openRoom } from './testing/testLink.ts';
import { createTestMailbox, expectOk, type TestMailbox } from './testing/testMailbox.ts';

interface Served {
  readonly process: ChildProcess;
  readonly origin: string;
}

async function startProcess(dataDirectory: string): Promise<Served> {
  const env = {
    SOTTO_PORT: '0',
    SOTTO_DATA_DIR: dataDirectory,
    SOTTO_RELAY: '0',
    SOTTO_RATE_MAILBOX_SENDS: '1000000',
    SOTTO_RATE_SENDS: '1000000',
    SOTTO_MAILBOX_BLOBS: '100000',
    SOTTO_MAILBOX_BYTES: '1000000000',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  // Listening rather than iterating: the end of an iteration would close the pipe under the server.
  const origin = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', chunk => {
      said += String(chunk);
      const found = /ready at (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
  return { process: child, origin };
}

/** Sends without waiting and kills the server after some answers. Returns the numbers that were accepted. */
async function sendUntilKilled(
  served: Served,
  mailbox: TestMailbox,
  first: number,
  answersBeforeKill: number,
): Promise<readonly number[]> {
  const sender = await connect(served.origin);
  await expectOk(sender, mailbox.bind(sender));
  const accepted: number[] = [];
  const attempts = Array.from({ length: answersBeforeKill + 200 }, async (_, index) => {
    const number = first + index;
    const answer = await sender.ask(mailbox.send(number)).catch(() => undefined);
    if (answer === undefined) return;
    assert.equal(answerToOutcome(answer), 'ok');
    accepted.push(number);
    if (accepted.length === answersBeforeKill) served.process.kill('SIGKILL');
  });
  await Promise.all(attempts);
  return accepted;
}

/** Everything that waits, in order. */
async function readAll(client: TestClient, mailbox: TestMailbox, last: number): Promise<readonly number[]> {
  await expectOk(client, mailbox.open(client));
  const numbers: number[] = [];
  while (numbers.at(-1) !== last) {
    const [delivery] = await client.deliveries(1);
    assert.equal(delivery?.seq, numbers.length + 1, 'no gap');
    numbers.push(blobToNumber(delivery.blob));
  }
  return numbers;
}

test('a link call goes on after its server was killed between any two commits', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-kill-'));
  const random = createSeededRandom(20_310_109);
  let served = await startProcess(directory);
  t.after(async () => {
    served.process.kill('SIGKILL');
    await rm(directory, { recursive: true });
  });
  const { link, first } = await openRoom(await connect(served.origin));
  let epoch = 0;
  for (let round = 0; round < 5; round++) {
    const client = await connect(served.origin);
    await expectOk(client, link.attach(client, first, epoch));
    const most = 1 + random.below(20);
    const outcomes = await Promise.all(
      Array.from({ length: most + 20 }, async (_, at) => {
        const answer = await client.ask(link.commit(epoch + at)).catch(() => undefined);
        if (at === most) served.process.kill('SIGKILL');
        return answer?.t === 'ok';
      }),
    );
    if (served.process.signalCode === null) await once(served.process, 'exit');
    served = await startProcess(directory);
    const back = await connect(served.origin);
    const told = outcomes.filter(Boolean).length;
    await expectOk(back, link.attach(back, first, epoch));
    const kept = await back.hears('roomPeople');
    assert.ok(kept.epoch >= epoch + told, 'nothing that was confirmed is lost');
    assert.equal(back.heard.filter(one => one.t === 'roomCommit').length, kept.epoch - epoch);
    epoch = kept.epoch;
    await back.leave();
  }
});

test('a server killed in the middle of its work loses nothing it had accepted', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-kill-'));
  const random = createSeededRandom(20_310_108);
  const mailbox = createTestMailbox();
  const accepted: number[] = [];
  let served = await startProcess(directory);
  const owner = await connect(served.origin);
  await expectOk(owner, mailbox.create(owner));
  for (let round = 0; round < 6; round++) {
    const answers = 1 + random.below(150);
    accepted.push(...(await sendUntilKilled(served, mailbox, round * 1000, answers)));
    if (served.process.exitCode === null && served.process.signalCode === null)
      await once(served.process, 'exit');
    served = await startProcess(directory);
  }
  const sender = await connect(served.origin);
  await expectOk(sender, mailbox.bind(sender));
  await expectOk(sender, mailbox.send(999_999));
  const stored = await readAll(await connect(served.origin), mailbox, 999_999);
  const missing = new Set(accepted).difference(new Set(stored));
  assert.deepEqual([...missing], []);
  assert.deepEqual(
    stored,
    [...new Set(stored)].sort((a, b) => a - b),
    'in order, each once',
  );
  served.process.kill('SIGTERM');
  assert.deepEqual(await once(served.process, 'exit'), [0, null]);
  await rm(directory, { recursive: true });
});
