DROP INDEX `contributions_counts`;--> statement-breakpoint
CREATE INDEX `contributions_counts` ON `contributions` (`claim`,`state`,`kind`,`stance`);--> statement-breakpoint
ALTER TABLE `decisions` ADD `from_reason_code` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `from_reason_text` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `until` integer;--> statement-breakpoint
ALTER TABLE `flags` ADD `closed_by` integer REFERENCES decisions(row_id);