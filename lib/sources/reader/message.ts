import type { ToRead } from "../reading/read";

/** What the reading process is sent: the length of a JSON text in four bytes, that text, then the page's bytes. */
export function writeRequest(page: ToRead, bytes: Buffer): Buffer {
  const json = Buffer.from(JSON.stringify(page));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json, bytes]);
}

export function readRequest(message: Buffer): { page: ToRead; bytes: Buffer } {
  const length = message.readUInt32BE(0);
  const page = JSON.parse(message.subarray(4, 4 + length).toString()) as ToRead;
  return { page, bytes: message.subarray(4 + length) };
}
