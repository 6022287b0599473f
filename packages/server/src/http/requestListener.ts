/** Every HTTP request that is not a WebSocket: health, the app's files, the app's page, or not found. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HeaderFacts, securityHeaders } from './headers.ts';
import { type Readiness, serveHealth, serveReadiness } from './health.ts';
import { requestToHost } from './host.ts';
import { isAppPath } from './pages.ts';
import type { StaticFiles } from './staticFiles.ts';

/** What answering needs. */
export interface RequestSurroundings {
  readonly files: StaticFiles;
  readonly headerFacts: Omit<HeaderFacts, 'host'>;
  /** Host of the configured public origin; without it the request's own. */
  readonly publicHost?: string;
  readiness(): Readiness;
}

/** A listener for an HTTP server's `request`. */
export function createRequestListener(surroundings: RequestSurroundings) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const host = surroundings.publicHost ?? requestToHost(request);
    if (host === undefined) answerEmpty(response, 400);
    else answer(surroundings, host, request, response);
  };
}

function answer(
  surroundings: RequestSurroundings,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  for (const [name, value] of Object.entries(securityHeaders({ ...surroundings.headerFacts, host }))) {
    response.setHeader(name, value);
  }
  if (request.method === 'GET' || request.method === 'HEAD') route(surroundings, request, response);
  else {
    response.setHeader('Allow', 'GET, HEAD');
    answerEmpty(response, 405);
  }
}

function route(surroundings: RequestSurroundings, request: IncomingMessage, response: ServerResponse): void {
  const { files } = surroundings;
  const path = (request.url ?? '/').replace(/[?#].*$/s, '');
  if (path === '/healthz') serveHealth(response);
  else if (path === '/readyz') serveReadiness(response, surroundings.readiness());
  else if (files.has(path)) files.serve(path, request, response);
  else if (isAppPath(path) && files.has(INDEX)) files.serve(INDEX, request, response);
  else answerEmpty(response, 404);
}

const INDEX = '/index.html';

function answerEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0, 'Cache-Control': 'no-store' });
  response.end();
}
