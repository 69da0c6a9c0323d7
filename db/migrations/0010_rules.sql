DROP INDEX `hold_catches_rule`;--> statement-breakpoint
CREATE INDEX `hold_catches_rule` ON `hold_catches` (`rule`,`at`);--> statement-breakpoint
ALTER TABLE `contributions` ADD `text_hash` text;--> statement-breakpoint
CREATE INDEX `contributions_text_hash` ON `contributions` (`text_hash`) WHERE text_hash is not null;--> statement-breakpoint
ALTER TABLE `source_grades` DROP COLUMN `version`;