DROP INDEX `contributions_counts`;--> statement-breakpoint
CREATE INDEX `contributions_claim` ON `contributions` (`claim`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_state_newest` ON `contributions` (`claim`,`state`,`row_id`,`kind`,`stance`);--> statement-breakpoint
CREATE INDEX `contributions_state_convincing` ON `contributions` (`claim`,`state`,`wilson`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_state_least_reviewed` ON `contributions` (`claim`,`state`,`ratings`,`row_id`);--> statement-breakpoint
CREATE INDEX `hold_catches_account` ON `hold_catches` (`account`,`row_id`);