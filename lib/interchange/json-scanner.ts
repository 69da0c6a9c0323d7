import { Refusal } from "@/lib/errors";

/** Where in a document something stands: `["votes", 3, "history", 0]`. */
export type Path = readonly (string | number)[];

export type JsonEvent = { is: "opened" | "closed"; path: Path } | { is: "value"; path: Path; value: unknown };

/** Levels of nesting that no debate needs. A text has at most a dozen, and stands a few levels down. */
export const deepest = 64;

/** Characters of one value that is read whole: a contribution with all its wordings has a hundredth of it. */
const longest = 8 * 1024 * 1024;

type Open = { list: boolean; index: number; key: string; keys: Set<string> };

/**
 * Reads JSON as it comes, a piece of text after another, so that no more of it is held than the value under way. What
 * `opens` says yes to is entered, and all else handed over whole, in the document's order.
 */
export class JsonScanner {
  #open: Open[] = [];
  #expects: "value" | "key" | "colon" | "comma" | "nothing" = "value";
  /** What has come of a value, or of a key, that is read whole. */
  #text: string | null = null;
  #depth = 0;
  #quoted = false;
  #escaped = false;
  #scalar = false;
  #mayEnd = false;
  #at = 0;

  constructor(
    readonly name: string,
    readonly opens: (path: Path, isList: boolean) => boolean,
  ) {}

  write(piece: string): JsonEvent[] {
    const events: JsonEvent[] = [];
    let i = 0;
    while (i < piece.length) {
      if (this.#text !== null) {
        const end = this.#endOfValue(piece, i);
        this.#text += piece.slice(i, end);
        if (this.#text.length > longest) throw this.#malformed("one of its values is far too long", i);
        i = end;
        if (this.#depth === 0 && !this.#quoted && !this.#scalar) this.#take(events, i);
        continue;
      }
      const c = piece.charCodeAt(i);
      if (isSpace(c)) {
        i += 1;
        continue;
      }
      i += this.#step(c, events, i);
    }
    this.#at += piece.length;
    return events;
  }

  /** To be called once all of it was written. */
  end(): JsonEvent[] {
    const events: JsonEvent[] = [];
    if (this.#scalar) {
      this.#scalar = false;
      this.#take(events, 0);
    }
    if (this.#expects !== "nothing") throw this.#malformed("it ends too early", 0);
    return events;
  }

  /** What one sign between values means. Answers whether it is used up: 1, or 0 where a value begins with it. */
  #step(c: number, events: JsonEvent[], i: number): 0 | 1 {
    const top = this.#open.at(-1);
    if (this.#expects === "colon" && c === colon) {
      this.#expects = "value";
      this.#mayEnd = false;
    } else if (this.#expects === "comma" && c === comma && top) {
      this.#expects = top.list ? "value" : "key";
      this.#mayEnd = false;
      top.index += 1;
    } else if (top && c === (top.list ? endList : endObject) && (this.#expects === "comma" || this.#mayEnd)) {
      this.#open.pop();
      events.push({ is: "closed", path: this.#path() });
      this.#settle();
    } else if (this.#expects === "key" && c === quote) this.#begin(c);
    else if (this.#expects === "value" && (c === list || c === object) && this.opens(this.#path(), c === list)) {
      events.push({ is: "opened", path: this.#path() });
      this.#open.push({ list: c === list, index: 0, key: "", keys: new Set() });
      this.#expects = c === list ? "value" : "key";
      this.#mayEnd = true;
    } else if (this.#expects === "value") {
      this.#begin(c);
      return 0;
    } else throw this.#malformed(`“${String.fromCharCode(c)}” stands where it can't`, i);
    return 1;
  }

  #begin(c: number): void {
    this.#scalar = c !== quote && c !== list && c !== object;
    this.#depth = 0;
    this.#escaped = false;
    // A key's quotation mark is used up already.
    this.#quoted = this.#expects === "key";
    this.#text = this.#quoted ? '"' : "";
  }

  /** How far the value under way goes in this piece. */
  #endOfValue(piece: string, from: number): number {
    let i = from;
    for (; i < piece.length; i++) {
      const c = piece.charCodeAt(i);
      if (this.#quoted) {
        if (this.#escaped) this.#escaped = false;
        else if (c === backslash) this.#escaped = true;
        else if (c === quote) {
          this.#quoted = false;
          if (this.#depth === 0) return i + 1;
        }
      } else if (this.#scalar) {
        if (c === comma || c === endList || c === endObject || isSpace(c)) {
          this.#scalar = false;
          return i;
        }
      } else if (c === quote) this.#quoted = true;
      else if (c === list || c === object) {
        this.#depth += 1;
        if (this.#depth + this.#open.length > deepest) {
          throw new Refusal(422, "import.too_deep", `${this.name} is nested too deeply to be a debate.`);
        }
      } else if (c === endList || c === endObject) {
        this.#depth -= 1;
        if (this.#depth === 0) return i + 1;
      }
    }
    return i;
  }

  #take(events: JsonEvent[], i: number): void {
    const text = this.#text ?? "";
    this.#text = null;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw this.#malformed(error instanceof Error ? error.message.slice(0, 200) : "", i);
    }
    const top = this.#open.at(-1);
    if (this.#expects === "key" && top && typeof value === "string") {
      if (top.keys.has(value)) throw this.#malformed(`“${value.slice(0, 100)}” stands twice`, i);
      top.keys.add(value);
      top.key = value;
      this.#expects = "colon";
      return;
    }
    events.push({ is: "value", path: this.#path(), value });
    this.#settle();
  }

  #settle(): void {
    this.#expects = this.#open.length === 0 ? "nothing" : "comma";
    this.#mayEnd = false;
  }

  #path(): Path {
    return this.#open.map((open) => (open.list ? open.index : open.key));
  }

  #malformed(why: string, i: number): Refusal {
    const sentence = `${this.name} is not JSON: ${why} (near character ${this.#at + i + 1}).`;
    return new Refusal(400, "import.malformed", sentence);
  }
}

const [quote, backslash, comma, colon, list, endList, object, endObject] = [...'"\\,:[]{}'].map((c) =>
  c.charCodeAt(0),
) as [number, number, number, number, number, number, number, number];

const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 13 || c === 9;
