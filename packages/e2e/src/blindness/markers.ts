/** Searches bytes for a secret in every form in which software is known to write one down. */

/** Something that must not be found, or in a control must. */
export interface Marker {
  /** What it is, for messages. */
  readonly what: string;
  readonly bytes: Buffer;
}

/** Something to search in. */
export interface Haystack {
  readonly where: string;
  readonly bytes: Buffer;
}

/** A text as a marker; long enough that it cannot occur by chance. */
export function textMarker(what: string, text: string): Marker {
  return createMarker(what, Buffer.from(text));
}

/** An id or token of 22 base64url characters as markers: what is written, and the 16 bytes that it stands for. */
export function idMarkers(what: string, id: string): readonly Marker[] {
  return [textMarker(what, id), createMarker(`${what} (bytes)`, Buffer.from(id, 'base64url'))];
}

/** Where markers were found, such as `name as hex in the log`. */
export function findMarkers(markers: readonly Marker[], haystacks: readonly Haystack[]): readonly string[] {
  return markers.flatMap(marker =>
    formsOf(marker.bytes).flatMap(([form, bytes]) =>
      haystacks
        .filter(haystack => haystack.bytes.includes(bytes))
        .map(({ where }) => `${marker.what} as ${form} in ${where}`),
    ),
  );
}

/** Shorter ones could be met by chance in megabytes of ciphertext. */
const LEAST_BYTES = 8;

function createMarker(what: string, bytes: Buffer): Marker {
  if (bytes.length < LEAST_BYTES) throw new RangeError(`${what} is too short to be searched for`);
  return { what, bytes };
}

/** All forms of a secret. Base64 has three, by where the secret begins within a longer text. */
function formsOf(secret: Buffer): readonly (readonly [form: string, bytes: Buffer])[] {
  const hex = secret.toString('hex');
  const text = secret.toString('utf8');
  return [
    ['plain bytes', secret],
    ['hex', Buffer.from(hex)],
    ['upper-case hex', Buffer.from(hex.toUpperCase())],
    ['UTF-16 little-endian', Buffer.from(text, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(text, 'utf16le').swap16()],
    ['JSON', Buffer.from(JSON.stringify(text).slice(1, -1))],
    ['URL component', Buffer.from(encodeURIComponent(text))],
    ...[0, 1, 2].flatMap(offset =>
      (['base64', 'base64url'] as const).map(
        form => [`${form} at ${offset}`, Buffer.from(base64Within(secret, offset, form))] as const,
      ),
    ),
  ];
}

/** The characters that base64 of any text has where the secret begins `offset` bytes behind a multiple of three. */
function base64Within(secret: Buffer, offset: number, form: 'base64' | 'base64url'): string {
  const skipped = [0, 2, 3][offset] ?? 0;
  const encoded = Buffer.concat([Buffer.alloc(offset), secret])
    .toString(form)
    .replaceAll('=', '');
  // The last character also depends on what follows, unless the bytes come out even.
  const isEven = (offset + secret.length) % 3 === 0;
  return encoded.slice(skipped, isEven ? undefined : -1);
}
