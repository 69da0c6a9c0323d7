import type { PageFacts } from "../sources";

const harmful = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A line of a page's own description as Moot may show it: plain, on one line, at most `max` characters; null where empty. */
export function line(text: string | null | undefined, max: number): string | null {
  if (!text) return null;
  const plain = text
    .slice(0, max * 8)
    .toWellFormed()
    .replace(/\s+/gu, " ")
    .replace(harmful, "")
    .normalize("NFC")
    .trim();
  if (plain.length <= max) return plain || null;
  return `${plain
    .slice(0, max - 1)
    .toWellFormed()
    .trimEnd()}…`;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A day as much as it is said: `2024-03-15T08:00:00Z`, `2024/3/15`, `15 March 2024`, `March 2024`, `D:20240315…`, `2024`. */
export function day(text: string | null | undefined): string | null {
  const given = (text ?? "").slice(0, 100).trim();
  const numbers = /^(?:D:)?(\d{4})(?:[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?)?(?!\d)/.exec(
    given.replace(/^(D:\d{8})\d*/, "$1"),
  );
  if (numbers) return dayOf(numbers[1], numbers[2], numbers[3]);
  const [, dayFirst, monthName, dayLast, year] =
    /^(?:[a-z]+,?\s+)??(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b/i.exec(
      given,
    ) ?? [];
  const month = months.indexOf((monthName ?? "").slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : dayOf(year, String(month), dayFirst ?? dayLast);
}

function dayOf(year = "", month?: string, date?: string): string | null {
  const [y, m, d] = [Number(year), Number(month ?? 0), Number(date ?? 0)];
  if (y < 1000 || y > 2200 || m > 12) return null;
  if (m === 0) return year;
  const at = new Date(Date.UTC(y, m - 1, d || 1));
  const whole = at.toISOString();
  if (d !== 0 && at.getUTCDate() !== d) return null;
  return whole.slice(0, d === 0 ? 7 : 10);
}

/** The address in full if it is one of the web. */
export function webUrl(text: string | null | undefined, base: string): string | null {
  const given = text?.trim() ?? "";
  if (given === "" || given.length > 2048 || !URL.canParse(given, base)) return null;
  const url = new URL(given, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href.slice(0, 2048) : null;
}

/** A language's code, `en` or `pt-BR`. */
export const language = (text: string | null | undefined): string | null =>
  /^\s*([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)\b/i.exec(text ?? "")?.[1]?.replaceAll("_", "-") ?? null;

export const noFacts: PageFacts = {
  title: null,
  siteName: null,
  author: null,
  publishedOn: null,
  language: null,
  canonicalUrl: null,
};
