/** The HTTP or HTTPS server itself, with its time limits, and its certificate. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, rename } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { TlsConfig } from '../config/serverConfig.ts';

/** Certificate and key, as PEM, and the files they lie in. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * Why there is no certificate. `unreadable`: a file is missing or forbidden; `unusable`: they are not a certificate
 * and its key; `noOpenssl`: the program that makes one is not installed.
 */
export type CertificateFailure = 'unreadable' | 'unusable' | 'noOpenssl';

/** Reads the certificate, making it first when it is to be self-signed and not there yet. */
export async function loadCertificate(
  tls: TlsConfig,
  dataDirectory: string,
): Promise<Result<Certificate, CertificateFailure>> {
  const certFile = tls.kind === 'files' ? tls.certFile : join(dataDirectory, 'selfSigned.cert.pem');
  const keyFile = tls.kind === 'files' ? tls.keyFile : join(dataDirectory, 'selfSigned.key.pem');
  if (tls.kind === 'selfSigned' && !existsSync(certFile) && !(await signOneself(certFile, keyFile))) {
    return failure('noOpenssl');
  }
  return readCertificate(certFile, keyFile);
}

/** A server that does not listen yet. Slow and oversized requests are cut. */
export function createHttpServer(certificate: Certificate | undefined): Server {
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16_384,
  };
  return certificate === undefined
    ? createServer(limits)
    : createTlsServer({ ...limits, cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' });
}

function readCertificate(certFile: string, keyFile: string): Result<Certificate, CertificateFailure> {
  let certificate: Certificate;
  try {
    const cert = readFileSync(certFile, 'utf8');
    certificate = { cert, key: readFileSync(keyFile, 'utf8'), certFile, keyFile };
  } catch {
    return failure('unreadable');
  }
  try {
    createSecureContext(certificate);
    return success(certificate);
  } catch {
    return failure('unusable');
  }
}

/** The certificate is put in place last: a start that is interrupted leaves nothing half made. */
async function signOneself(certFile: string, keyFile: string): Promise<boolean> {
  const unfinished = `${certFile}.new`;
  const names = ['localhost', hostname()].map(name => `DNS:${name}`).join(',');
  try {
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '825', '-subj', '/CN=Sotto', '-keyout', keyFile, '-out', unfinished],
      ...['-addext', `subjectAltName=${names},IP:127.0.0.1,IP:::1`],
    ]);
    await chmod(keyFile, 0o600);
    await rename(unfinished, certFile);
    return true;
  } catch {
    return false;
  }
}
