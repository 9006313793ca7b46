/** How a picture came: the camera's own H.264, or as JPEG. */
export type Transport = 'h264' | 'jpeg';

const query = new URLSearchParams(location.search);

/** For looking into a problem: `?transport=jpeg` or `h264` allows only that. */
export const forced = query.get('transport') as Transport | null;

/** `?debug` shows beside each picture how it came. */
export const debugging = query.has('debug') || forced !== null;

// More moving pictures than this in full size are more than a phone decodes, and small ones need not be in full size.
export const mostDecoded = 9;

/** Whether this browser decodes H.264; only pages from this machine or by HTTPS are let near its decoder. */
export const decodesH264: Promise<boolean> = ask();

async function ask(): Promise<boolean> {
  if (forced === 'jpeg' || typeof VideoDecoder === 'undefined') return false;
  return (await VideoDecoder.isConfigSupported({ codec: 'avc1.42E01E' }).catch(() => null))?.supported ?? false;
}
