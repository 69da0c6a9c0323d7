import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";
import { once } from "@/lib/process";

/** In the order in which a letter is looked for. Japanese and Chinese draw the same characters differently. */
const packages = [
  "@fontsource-variable/noto-serif",
  "@fontsource-variable/noto-sans-arabic",
  "@fontsource-variable/noto-sans-hebrew",
  "@fontsource-variable/noto-sans-devanagari",
  "@fontsource-variable/noto-sans-thai",
  "@fontsource-variable/noto-sans-sc",
  "@fontsource-variable/noto-sans-kr",
  "@fontsource-variable/noto-sans-jp",
];
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A file of a package, and the letters in it. */
type Subset = { name: string; file: string; ranges: [from: number, to: number][]; registered: boolean };

/**
 * The list of fonts in which a text is set: a letter is taken from the first that has it. Of the few hundred files only
 * those are read in which a letter of the text stands.
 */
export function fontsFor(text: string): string {
  const subsets = once("fonts", subsetsOfAll);
  const first = japanese.test(text) ? subsets.filter(({ name }) => name.includes("noto-sans-jp")) : [];
  const letters = [...new Set(text)].map((letter) => letter.codePointAt(0) ?? 0);
  const missing = new Set(letters);
  const names: string[] = [];
  for (const subset of new Set([...first, ...subsets])) {
    const found = [...missing].filter((letter) => subset.ranges.some(([from, to]) => letter >= from && letter <= to));
    if (found.length === 0) continue;
    for (const letter of found) missing.delete(letter);
    subset.registered ||= GlobalFonts.registerFromPath(subset.file, subset.name) !== null;
    names.push(subset.name);
  }
  return names.map((name) => `"${name}"`).join(", ") || "serif";
}

/** Each file under a name of its own: files of one family would stand in for each other by weight, not by letter. */
function subsetsOfAll(): Subset[] {
  const require = createRequire(path.join(process.cwd(), "package.json"));
  return packages.flatMap((name) => {
    const folder = path.dirname(require.resolve(`${name}/package.json`));
    const written: Record<string, string> = JSON.parse(readFileSync(path.join(folder, "unicode.json"), "utf8"));
    return Object.entries(written).map(([subset, ranges]) => {
      const called = `${path.basename(name)}-${subset.replace(/[[\]]/g, "")}-wght-normal`;
      const file = path.join(folder, "files", `${called}.woff2`);
      return { name: called, file, ranges: rangesOf(ranges), registered: false };
    });
  });
}

/** `U+0-FF,U+131` → [[0, 255], [305, 305]] */
const rangesOf = (written: string): [number, number][] =>
  written.split(",").map((range) => {
    const [from = "0", to = from] = range.replace("U+", "").split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
