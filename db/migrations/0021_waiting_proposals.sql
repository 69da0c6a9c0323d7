DROP INDEX `proposals_waiting`;--> statement-breakpoint
CREATE INDEX `proposals_state` ON `proposals` (`state`,`row_id`);