/** An IP address as its eight groups of 16 bits; one of version 4 is the IPv6 address that stands for it (`::ffff:192.0.2.1`). */
export type Address = readonly number[];

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const MAPPED: Address = [0, 0, 0, 0, 0, 0xffff];
const LONGEST = 64;

/** Undefined for what is no address. A zone (`%eth0`) is left out. */
export function readAddress(text: string): Address | undefined {
  if (text.length > LONGEST) return undefined;
  const [plain = ''] = text.split('%');
  const pair = groupsOfV4(plain);
  return pair ? [...MAPPED, ...pair] : readV6(plain);
}

function groupsOfV4(text: string): readonly number[] | undefined {
  const bytes = V4.exec(text)?.slice(1) ?? [];
  if (bytes.length === 0 || bytes.some((byte) => Number(byte) > 255 || (byte.length > 1 && byte.startsWith('0'))))
    return undefined; // 010 is 8 to some and 10 to others
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return [a * 256 + b, c * 256 + d];
}

function readV6(text: string): Address | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const [before, after] = [groupsOf(head, tail === undefined), groupsOf(tail ?? '', true)];
  if (!before || !after || more.length > 0) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}

/** An IPv4 address may stand for the last two groups of all. */
function groupsOf(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = isEnd ? groupsOfV4(parts.at(-1) ?? '') : undefined;
  const plain = last ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => GROUP.test(part))) return undefined;
  return [...plain.map((part) => Number.parseInt(part, 16)), ...(last ?? [])];
}

/** What an address is counted by: itself, or the /64 of one of version 6, as that is what one customer has. */
export function placeOf(address: Address): string {
  if (MAPPED.every((group, index) => address[index] === group))
    return address
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  return `${address
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Addresses that begin with the same bits. */
export interface Network {
  readonly address: Address;
  readonly bits: number;
}

/** `10.0.0.0/8`, `fd00::/8`, or one address. Undefined for anything else. */
export function readNetwork(text: string): Network | undefined {
  const [before = '', bits, ...more] = text.split('/');
  const address = readAddress(before);
  if (!address || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined;
  const offset = before.includes(':') ? 0 : 96;
  const length = bits === undefined ? 128 : offset + Number(bits);
  return length <= 128 ? { address, bits: length } : undefined;
}

export const isIn = ({ address, bits }: Network, given: Address): boolean =>
  address.every((group, index) => {
    const shift = 16 - Math.min(16, Math.max(0, bits - index * 16));
    return group >> shift === (given[index] ?? 0) >> shift;
  });
