/** The page of the contact group's test: the inviter, in a browser. Bytes travel as hexadecimal text. */
import {
  createKeyPackage,
  identities,
  joinGroup,
  openMessage,
  sealMessage,
} from '@sotto/core/crypto/mls/contactGroup';
import { keysToSafetyNumber } from '@sotto/core/crypto/safetyNumber';
import { type Bytes, bytesToHex, bytesToText, textToBytes } from '@sotto/protocol/bytes';

/** A sealed message as text. */
export interface HexEnvelope {
  readonly commit?: string | undefined;
  readonly message: string;
}

/** The page's functions as the test calls them. */
export interface Harness {
  invite(): Promise<string>;
  join(welcome: string): Promise<string>;
  seal(text: string): Promise<HexEnvelope>;
  open(envelope: HexEnvelope): Promise<string>;
}

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const { keyPackage, privateKeys } = await createKeyPackage(random);
let state: Bytes;

const harness: Harness = {
  invite: async () => bytesToHex(keyPackage),
  async join(welcome) {
    const joined = await joinGroup(Uint8Array.fromHex(welcome), keyPackage, privateKeys);
    if (!joined.ok) throw new Error(joined.code);
    state = joined.value.state;
    return keysToSafetyNumber(...identities(state));
  },
  async seal(text) {
    const sealed = await sealMessage(state, textToBytes(text), { urgent: false });
    state = sealed.state;
    return { commit: sealed.commit && bytesToHex(sealed.commit), message: bytesToHex(sealed.message) };
  },
  async open({ commit, message }) {
    const envelope = {
      commit: commit === undefined ? undefined : Uint8Array.fromHex(commit),
      message: Uint8Array.fromHex(message),
    };
    const opened = await openMessage(state, envelope);
    if (!opened.ok) throw new Error(opened.code);
    state = opened.value.state;
    return bytesToText(opened.value.plaintext);
  },
};
Object.assign(globalThis, { harness });
