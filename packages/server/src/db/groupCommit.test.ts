import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../testing/fakeClock.ts';
import { createGroupCommit, FREEING_DELAY_MS } from './groupCommit.ts';
import { DatabaseSync } from './sqlite.ts';

function setUp() {
  const database = new DatabaseSync(':memory:');
  database.exec('create table kept (value integer)');
  const seen = { committed: 0, failed: 0 };
  const observer = { committed: () => void seen.committed++, failed: () => void seen.failed++ };
  const clock = createFakeClock();
  const commits = createGroupCommit(database, observer, clock);
  const insert = database.prepare('insert into kept values (?)');
  const values = () =>
    database
      .prepare('select value from kept order by value')
      .all()
      .map(row => row['value']);
  return { clock, commits, insert, values, seen };
}

test('work of one turn shares a transaction and is answered afterwards, in order', async () => {
  const { commits, insert, values, seen } = setUp();
  const order: string[] = [];
  await new Promise<void>(resolve => {
    for (const value of [1, 2, 3]) {
      commits.add(
        () => {
          order.push(`work ${value}`);
          insert.run(value);
          return value;
        },
        outcome => {
          order.push(`done ${outcome.ok ? outcome.value : outcome.code}`);
          if (value === 3) resolve();
        },
      );
    }
  });
  assert.deepEqual(order, ['work 1', 'work 2', 'work 3', 'done 1', 'done 2', 'done 3']);
  assert.deepEqual(values(), [1, 2, 3]);
  assert.deepEqual(seen, { committed: 1, failed: 0 });
});

test('when one piece fails nothing is kept and everyone is told; what frees space is tried again', () => {
  const { commits, insert, values, seen } = setUp();
  const outcomes: unknown[] = [];
  commits.add(
    () => insert.run(1),
    outcome => outcomes.push(outcome),
  );
  commits.add(
    () => {
      throw new Error('disk full');
    },
    outcome => outcomes.push(outcome),
  );
  commits.addFreeing(() => insert.run(9));
  commits.flush();
  assert.deepEqual(outcomes, [
    { ok: false, code: 'unavailable' },
    { ok: false, code: 'unavailable' },
  ]);
  assert.deepEqual(values(), [9]);
  assert.deepEqual(seen, { committed: 1, failed: 1 });
});

test('a later turn is not harmed by a failed one', () => {
  const { commits, insert, values } = setUp();
  commits.add(
    () => {
      throw new Error('disk full');
    },
    () => undefined,
  );
  commits.flush();
  commits.add(
    () => insert.run(2),
    () => undefined,
  );
  commits.flush();
  assert.deepEqual(values(), [2]);
});

test('work that nobody waits for joins the next transaction, or makes its own soon', () => {
  const { clock, commits, insert, values, seen } = setUp();
  commits.addFreeing(() => insert.run(1));
  commits.add(
    () => insert.run(2),
    () => undefined,
  );
  commits.flush();
  assert.deepEqual(seen, { committed: 1, failed: 0 });
  clock.advance(FREEING_DELAY_MS);
  assert.deepEqual(seen, { committed: 1, failed: 0 });
  commits.addFreeing(() => insert.run(3));
  clock.advance(FREEING_DELAY_MS - 1);
  assert.deepEqual(values(), [1, 2]);
  clock.advance(1);
  assert.deepEqual(values(), [1, 2, 3]);
});
