import { customType, integer, text } from "drizzle-orm/sqlite-core";

/** The key that other tables refer to. It stays inside; what the outside sees is {@link publicId}. */
export const rowId = () => integer("row_id").primaryKey({ autoIncrement: true });

/** Short, public, never reused: rows are not deleted, and AUTOINCREMENT keeps their keys apart for good. */
export const publicId = () => text("id").notNull().unique();

/** Milliseconds since 1970 in the table, a Date in the code. */
export const instant = (name: string) => integer(name, { mode: "timestamp_ms" });

/** A word of a fixed list kept as a small integer, so that ten million rows of it stay small. */
export function coded<const Code extends Record<string, number>>(code: Code) {
  type Word = keyof Code & string;
  const words = new Map<number, Word>(Object.entries(code).map(([word, number]) => [number, word]));
  return customType<{ data: Word; driverData: number }>({
    dataType: () => "integer",
    toDriver: (word) => code[word] as number,
    fromDriver: (number) => {
      const word = words.get(number);
      if (word === undefined) throw new Error(`no word for the code ${number}`);
      return word;
    },
  });
}
