import { notFound } from "next/navigation";
import { Refusal } from "@/lib/errors";

/** What a page reads; what isn't there, isn't for this viewer, or was asked for by half a link, is the not-found page. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) notFound();
    throw error;
  }
}

/** The one value of a parameter in the address; the first, should there be several. */
export const one = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value) || undefined;

export type Query = Promise<Record<string, string | string[] | undefined>>;
