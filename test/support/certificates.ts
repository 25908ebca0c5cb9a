import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Identity {
  /** A certificate of this authority, for `localhost` and 127.0.0.1 and for clients. */
  issue(name: string): Identity;
}

type Bytes = Uint8Array;

// Distinguished Encoding Rules, as far as a certificate of RFC 5280 needs them.
const tagged = (tag: number, ...contents: readonly Bytes[]): Bytes => {
  const body = Buffer.concat(contents);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...items: readonly Bytes[]) => tagged(0x30, ...items);
const octets = (bytes: Bytes) => tagged(0x04, bytes);
const bits = (bytes: Bytes) => tagged(0x03, Buffer.from([0]), bytes);
const integer = (bytes: Bytes) => tagged(0x02, bytes);
const truth = tagged(0x01, Buffer.from([0xff]));
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const text = (value: string) => tagged(0x0c, Buffer.from(value));
const time = (date: Date) => tagged(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\..*/g, '')}Z`));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const ALT_NAMES = '551d11';

const nameOf = (name: string) => sequence(tagged(0x31, sequence(oid(COMMON_NAME), text(name))));
const extension = (id: string, critical: boolean, value: Bytes) =>
  sequence(oid(id), ...(critical ? [truth] : []), octets(value));
const AUTHORITY = extension(BASIC_CONSTRAINTS, true, sequence(truth));
const LOOPBACK = extension(
  ALT_NAMES,
  false,
  sequence(tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1]))),
);

const pem = (der: Bytes) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')}\n-----END CERTIFICATE-----\n`;

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const HOUR = 3_600_000;

function certificate(subject: string, publicKey: KeyObject, issuer: string, signer: KeyObject, more: Bytes): string {
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const valid = sequence(time(new Date(Date.now() - HOUR)), time(new Date(Date.now() + 24 * HOUR)));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const version3 = tagged(0xa0, integer(Buffer.from([2])));
  const extensions = tagged(0xa3, sequence(more));
  const body = sequence(version3, serial, ECDSA_SHA256, nameOf(issuer), valid, nameOf(subject), key, extensions);
  return pem(sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer))));
}

const exported = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A certificate authority of its own, valid for a day. */
export function certificateAuthority(name: string): Authority {
  const own = newKey();
  return {
    cert: certificate(name, own.publicKey, name, own.privateKey, AUTHORITY),
    key: exported(own.privateKey),
    issue(subject) {
      const { publicKey, privateKey } = newKey();
      return { cert: certificate(subject, publicKey, name, own.privateKey, LOOPBACK), key: exported(privateKey) };
    },
  };
}
