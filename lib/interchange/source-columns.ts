import type { Source } from "@/lib/contributions/contributions";

/** The columns of a revision that tell of its source. */
export type SourceColumns = {
  source_url: string | null;
  source_citation: string | null;
  source_title: string | null;
  source_author: string | null;
  source_publisher: string | null;
  source_date: string | null;
  source_type: Source["type"];
  source_excerpt: string | null;
};

export const sourceOf = (row: SourceColumns): Source => ({
  url: row.source_url,
  citation: row.source_citation,
  title: row.source_title,
  author: row.source_author,
  publisher: row.source_publisher,
  date: row.source_date,
  type: row.source_type,
  excerpt: row.source_excerpt,
});
