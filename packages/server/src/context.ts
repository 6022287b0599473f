/** The one object through which a message handler reaches the rest of the server. */
import type { RateConfig, ServerConfig } from './config/serverConfig.ts';
import type { Database } from './db/database.ts';
import type { NoteDrawers } from './link/noteDrawers.ts';
import type { Watchers } from './link/watchers.ts';
import type { Deliveries } from './mailbox/deliveries.ts';
import type { Wills } from './mailbox/wills.ts';
import type { Clock } from './ops/clock.ts';
import type { Log } from './ops/log.ts';
import type { Metrics } from './ops/metrics.ts';
import type { RateLimiter } from './ops/rateLimiter.ts';
import type { Storage } from './ops/storage.ts';
import type { Rooms } from './room/rooms.ts';
import type { Relay } from './turn/relay.ts';

/** The limits that hold against each address and mailbox, one for each configured rate. */
export type Limits = Readonly<Record<keyof RateConfig, RateLimiter>>;

/** Everything there is one of. */
export interface Context {
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly storage: Storage;
  readonly deliveries: Deliveries;
  readonly wills: Wills;
  readonly rooms: Rooms;
  readonly watchers: Watchers;
  readonly drawers: NoteDrawers;
  readonly limits: Limits;
  /** Without one, calls have only what the clients bring. */
  readonly relay: Relay | undefined;
}
