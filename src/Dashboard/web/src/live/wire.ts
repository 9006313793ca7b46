import type { FrameHeader, PacketHeader } from '../api/types';

/** A picture and what was recognised in it, from the same message. */
export interface LiveFrame {
  header: FrameHeader & { type: 'frame' };
  jpeg: Blob;
}

/** One of the camera's own packets. */
export interface LivePacket {
  header: PacketHeader;
  data: Uint8Array<ArrayBuffer>;
}

/** What was recognised in a picture that came as a packet. */
export interface LiveResult {
  header: FrameHeader & { type: 'result' };
}

export type LiveMessage = LiveFrame | LivePacket | LiveResult;

/** Reads a binary message: header length (uint32, little endian), header (UTF-8 JSON), and the bytes of a JPEG or packet. */
export function decodeMessage(message: ArrayBuffer): LiveMessage {
  const length = new DataView(message).getUint32(0, true);
  if (4 + length > message.byteLength) throw new RangeError(`header of ${length} bytes in a message of ${message.byteLength}`);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4, length))) as LiveMessage['header'];
  const data = new Uint8Array(message, 4 + length);
  switch (header.type) {
    case 'frame': return { header: header as LiveFrame['header'], jpeg: new Blob([data], { type: 'image/jpeg' }) };
    case 'packet': return { header, data };
    case 'result': return { header: header as LiveResult['header'] };
  }
}
