import type { FrameHeader } from '../api/types';

/** A picture and what was recognised in it, from the same message. */
export interface LiveFrame {
  header: FrameHeader;
  jpeg: Blob;
}

/** Reads a binary message: header length (uint32, little endian), header (UTF-8 JSON), JPEG. */
export function decodeFrame(message: ArrayBuffer): LiveFrame {
  const length = new DataView(message).getUint32(0, true);
  if (4 + length > message.byteLength) throw new RangeError(`header of ${length} bytes in a message of ${message.byteLength}`);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4, length))) as FrameHeader;
  return { header, jpeg: new Blob([new Uint8Array(message, 4 + length)], { type: 'image/jpeg' }) };
}
