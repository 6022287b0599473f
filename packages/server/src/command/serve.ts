/** `serve`: runs the server until it is told to stop. Log lines go to standard output, sentences to standard error. */
import { problemToText, readConfig } from '../config/readConfig.ts';
import type { Environment } from '../config/readEnvironment.ts';
import type { ServerConfig } from '../config/serverConfig.ts';
import { type RunningServer, type StartFailure, tryStartServer } from '../serve.ts';

/** Runs until SIGTERM or SIGINT; returns the process's exit code. */
export async function serve(environment: Environment): Promise<number> {
  const config = readConfig(environment);
  if (!config.ok) {
    for (const problem of config.problems) say(problemToText(problem));
    return 2;
  }
  const stopSignal = waitForStopSignal();
  const started = await tryStartServer({ config: config.value });
  if (!started.ok) {
    say(failureToText(started.code, config.value));
    return 1;
  }
  describe(started.value, config.value);
  await stopSignal;
  await started.value.stop();
  return 0;
}

function describe(server: RunningServer, config: ServerConfig): void {
  say(`Sotto is ready at ${server.origin}`);
  say(`  data      ${config.dataDirectory}`);
  say(`  web app   ${server.hasWebApp ? 'ready' : `missing: build it into ${config.webDirectory}`}`);
  say(`  relay     ${relayToText(server, config)}`);
}

function relayToText(server: RunningServer, { relay }: ServerConfig): string {
  if (server.hasRelay()) return 'ready';
  return relay.isEnabled ? 'not ready; the log says why' : 'switched off';
}

function failureToText(code: StartFailure, { dataDirectory, host, port, tls }: ServerConfig): string {
  const certificate =
    tls?.kind === 'files' ? `${tls.certFile} and ${tls.keyFile}` : `those in ${dataDirectory}`;
  switch (code) {
    case 'locked':
      return `Another server uses ${dataDirectory}. Stop it first, or choose another SOTTO_DATA_DIR.`;
    case 'noListening':
      return `Cannot listen on ${host} port ${port}: taken, not allowed, or not an address of this machine.`;
    case 'noStorage':
      return `The database in ${dataDirectory} cannot be used; the log line above has the system's code.`;
    case 'unreadable':
      return `The certificate files cannot be read: ${certificate}.`;
    case 'unusable':
      return `The certificate files are not a certificate and its private key: ${certificate}.`;
    case 'noOpenssl':
      return 'SOTTO_SELF_SIGNED needs the program openssl. Install it, or give SOTTO_TLS_CERT and SOTTO_TLS_KEY.';
  }
}

function waitForStopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
