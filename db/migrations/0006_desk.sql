DROP INDEX `queue_claim`;--> statement-breakpoint
DROP INDEX `queue_author`;--> statement-breakpoint
DROP INDEX `queue_domain`;--> statement-breakpoint
CREATE INDEX `queue_claim` ON `queue_entries` (`claim`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `queue_author` ON `queue_entries` (`author`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `queue_domain` ON `queue_entries` (`domain`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `flags_reason` ON `flags` (`reason`,`contribution`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `takes_until` ON `takes` (`until`);