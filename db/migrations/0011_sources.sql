ALTER TABLE `jobs` ADD `host` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `round` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- What was attached before is looked at in the course of the next week.
INSERT INTO `jobs` (`kind`, `subject`, `host`, `due_at`)
SELECT 'check-source', `row_id`, `source_domain`, unixepoch() * 1000 + abs(random() % 604800000)
FROM `contributions` WHERE `source_domain` IS NOT NULL ON CONFLICT DO NOTHING;
