/** `/healthz`: the process answers. `/readyz`: it can serve clients, and whether calls have a relay. */
import type { ServerResponse } from 'node:http';

/** What readiness is made of. */
export interface Readiness {
  /** Whether clients are served: the database is open and the server is not stopping. */
  readonly isReady: boolean;
  /** Whether relay credentials can be had. */
  readonly hasRelay: boolean;
}

/** Answers `/healthz`. */
export function serveHealth(response: ServerResponse): void {
  answer(response, 200, { healthy: true });
}

/** Answers `/readyz`; 503 while clients are not served. */
export function serveReadiness(response: ServerResponse, { isReady, hasRelay }: Readiness): void {
  answer(response, isReady ? 200 : 503, { ready: isReady, relay: hasRelay });
}

function answer(response: ServerResponse, status: number, body: Readonly<Record<string, boolean>>): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
