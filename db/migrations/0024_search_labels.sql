-- The entries of the index are labelled with where they belong (lib/search/labels.ts). Their words are folded by Moot's own code,
-- so jobs make them anew, one for each claim with what is attached to it: spread out, so that other jobs get their turns.
INSERT INTO `jobs` (`kind`, `subject`, `due_at`)
SELECT 'index-claim', `row_id`, unixepoch() * 1000 + `row_id` * 15 FROM `claims` WHERE true
ON CONFLICT DO NOTHING;--> statement-breakpoint
-- Pieces of the index are merged beside the commits that add to it (lib/search/tidying.ts).
INSERT INTO `search_index` (`search_index`, `rank`) VALUES ('automerge', 0);
