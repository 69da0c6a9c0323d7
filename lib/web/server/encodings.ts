import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from "node:zlib";

export type Encoding = "br" | "gzip" | "identity";

const known = new Map<string, Encoding>();

/** What to send to somebody who accepts these. Brotli before gzip. */
export function chooseEncoding(accepts: string | undefined): Encoding {
  if (!accepts) return "identity";
  let choice = known.get(accepts);
  if (choice === undefined) {
    choice = accepted(accepts, "br") ? "br" : accepted(accepts, "gzip") ? "gzip" : "identity";
    if (known.size < 1000) known.set(accepts, choice);
  }
  return choice;
}

function accepted(accepts: string, encoding: string): boolean {
  for (const part of accepts.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((piece) => piece.trim());
    if (name === encoding) return !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  }
  return false;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const unbrotli = promisify(brotliDecompress);
const unzip = promisify(gunzip);

export const decompress = (body: Buffer, encoding: "br" | "gzip"): Promise<Buffer> =>
  encoding === "br" ? unbrotli(body) : unzip(body);

/** @param quality of Brotli: 5 for what is asked for now, 11 for what is compressed once for good */
export async function compress(body: Buffer, encoding: Encoding, quality = 5): Promise<Buffer> {
  if (encoding === "br") {
    return brotli(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
  }
  return encoding === "gzip" ? zip(body, { level: quality > 9 ? 9 : 6 }) : body;
}
