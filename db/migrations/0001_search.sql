-- What may be found: claims at row_id * 2, contributions at row_id * 2 + 1. The words arrive folded and cut (lib/search/words.ts);
-- the text itself stays where it is, so the table keeps the index only.
CREATE VIRTUAL TABLE `search_index` USING fts5(
  title, text, source,
  content='', contentless_delete=1, prefix='2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);
