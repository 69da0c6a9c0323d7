import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonEvent, JsonScanner, type Path } from "@/lib/interchange/json-scanner";

/** What the scanner hands over, put together again. */
function rebuilt(events: JsonEvent[], opened: Map<string, boolean>): unknown {
  let whole: unknown;
  const place = (path: Path, value: unknown) => {
    if (path.length === 0) {
      whole = value;
      return;
    }
    let at = whole as Record<string, unknown>;
    for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
    Object.defineProperty(at, path.at(-1) ?? "", { value, enumerable: true, configurable: true, writable: true });
  };
  for (const event of events) {
    if (event.is === "value") place(event.path, event.value);
    else if (event.is === "opened") place(event.path, opened.get(JSON.stringify(event.path)) ? [] : {});
  }
  return whole;
}

function scan(text: string, cuts: number[], depth: number): unknown {
  const opened = new Map<string, boolean>();
  const scanner = new JsonScanner("it", (path, list) => {
    opened.set(JSON.stringify(path), list);
    return path.length < depth;
  });
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const events = places.slice(1).flatMap((end, i) => scanner.write(text.slice(places[i], end)));
  return rebuilt([...events, ...scanner.end()], opened);
}

const spaced = fc.tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, "\t"));

test("any JSON is read as JSON.parse reads it, however it is cut and however deep it is entered", () => {
  fc.assert(
    fc.property(spaced, fc.array(fc.nat()), fc.nat({ max: 4 }), ([value, space], cuts, depth) => {
      const text = JSON.stringify(value, null, space);
      expect(scan(text, cuts, depth)).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});

test("what JSON.parse refuses is refused, too", () => {
  fc.assert(
    fc.property(
      spaced,
      fc.nat(),
      fc.constantFrom("", ",", "}", "]", '"', ":", "x"),
      fc.nat({ max: 4 }),
      ([value], at, sign, depth) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + sign + text.slice(place + 1);
        let right = true;
        try {
          JSON.parse(broken);
        } catch {
          right = false;
        }
        if (!right) expect(() => scan(broken, [], depth)).toThrow(/is not JSON/);
      },
    ),
    { numRuns: 300 },
  );
});
