import path from "node:path";

/** The path of a `file:` database, or null where the database is a server. */
export function databaseFile(url: string): string | null {
  if (!url.startsWith("file:")) return null;
  return path.resolve(decodeURIComponent(url.replace(/^file:(\/\/(localhost)?(?=\/))?/, "").replace(/[?#].*$/, "")));
}

/** The folder that the data lies in: the database file's, or ./data where the database is elsewhere. */
export const dataFolder = (url: string): string => path.dirname(databaseFile(url) ?? path.resolve("data", "moot.db"));

export const fileUrl = (file: string): string => `file:${file.split(path.sep).map(encodeURIComponent).join("/")}`;
