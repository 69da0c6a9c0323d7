/** Instants as the document writes them. */
export const iso = (at: Date) => at.toISOString();
export const isoOrNull = (at: Date | null) => at && iso(at);
export const isoOf = (ms: number | null) => (ms === null ? null : iso(new Date(ms)));
