/** Counters of what the server did since it started. Totals only: nothing per person, per address or per mailbox. */

/** The counters; each only grows, except `sockets`. */
export interface Metrics {
  /** Sockets open now. */
  sockets: number;
  /** Blobs stored for their owners. */
  accepted: number;
  /** Blobs handed to a socket, repetitions included. */
  delivered: number;
  /** Requests answered with an error. */
  refused: number;
  /** Sockets dropped because too much waited for them. */
  slow: number;
  /** Transactions that held at least one message's work. */
  commits: number;
  /** Transactions that failed as a whole. */
  failedCommits: number;
}

/** Counters at zero. */
export function createMetrics(): Metrics {
  return { sockets: 0, accepted: 0, delivered: 0, refused: 0, slow: 0, commits: 0, failedCommits: 0 };
}
