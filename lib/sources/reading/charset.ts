/**
 * A page's bytes as text: by its byte order mark, by what its header says, by what it says itself near its beginning,
 * else as UTF-8 where it is, and as Windows-1252 where it isn't, as browsers do.
 */
export function decode(bytes: Uint8Array, contentType: string): string {
  const named = byMark(bytes) ?? charsetIn(contentType) ?? declared(bytes);
  const decoder = named === undefined ? undefined : decoderFor(named);
  if (decoder) return decoder.encoding === "windows-1252" ? windows1252(bytes) : decoder.decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

/** Where it differs from Latin-1: 0x80 to 0x9f. Node's own decoder, up to 23, forgets about them. */
const quotesAndDashes = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

const windows1252 = (bytes: Uint8Array): string =>
  new TextDecoder("windows-1252")
    .decode(bytes)
    .replace(/[\x80-\x9f]/g, (letter) => quotesAndDashes[letter.charCodeAt(0) - 0x80] ?? letter);

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

const charsetIn = (text: string): string | undefined => /charset\s*=\s*["']?([^\s"';>/]+)/i.exec(text)?.[1];

/** In a `<meta>` or in XML's first line. What says there that it is UTF-16 can't be, or it would not have been read. */
function declared(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 2048));
  const name =
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1] ??
    charsetIn(/<meta\b[^>]*\bcharset\s*=[^>]*>/i.exec(start)?.[0] ?? "");
  return name && /^utf-?16/i.test(name) ? "utf-8" : name;
}

function decoderFor(name: string): TextDecoder | undefined {
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}
