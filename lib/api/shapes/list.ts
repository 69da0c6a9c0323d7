import { z } from "@hono/zod-openapi";

/** `nullable()` would make null of the named shape itself, wherever the document refers to it. */
export const orNull = <Shape extends z.ZodType>(shape: Shape) => z.union([shape, z.null()]);

/** A page of a list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .openapi({ description: "Give it as `cursor` for the next page; null at the end." }),
  });

export const cursor = z
  .string()
  .max(200, "This cursor is not one of ours.")
  .optional()
  .openapi({ description: "The `nextCursor` of the page before." });

export const instant = z.iso.datetime().openapi({ example: "2026-11-01T12:00:00.000Z" });
export const address = z.string().openapi({ format: "uri" });

export const iso = (at: Date): string => at.toISOString();
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

/** `/c/x/y` → `https://moot.example/c/x/y` */
export type ToAddress = (path: string) => string;
