/** Every HTTP request that is not a WebSocket: health, the source, the app's files, the app's page, or not found. */
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
  /** Where the source is; without it, beside the app. */
  readonly sourceUrl?: string;
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
  else if (path === SOURCE_PATH) leadToSource(surroundings, response);
  else if (files.has(path)) files.serve(path, request, response);
  else if (isAppPath(path) && files.has(INDEX)) files.serve(INDEX, request, response);
  else answerEmpty(response, 404);
}

const INDEX = '/index.html';
/** The licence asks for the source to be offered to everybody who uses the app (AGPL §13); the settings lead here. */
const SOURCE_PATH = '/source';
/** What the web app's build packs (`packages/web/build/packSource.ts`). */
const PACKED_SOURCE = '/sotto-source.tgz';

function leadToSource({ sourceUrl, files }: RequestSurroundings, response: ServerResponse): void {
  const place = sourceUrl ?? (files.has(PACKED_SOURCE) ? PACKED_SOURCE : undefined);
  if (place === undefined) {
    answerEmpty(response, 404);
    return;
  }
  response.setHeader('Location', place);
  answerEmpty(response, 302);
}

function answerEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0, 'Cache-Control': 'no-store' });
  response.end();
}
