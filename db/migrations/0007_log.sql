CREATE INDEX `decisions_role` ON `decisions` (`by_role`,`row_id`);--> statement-breakpoint
CREATE INDEX `decisions_reason` ON `decisions` (`reason_code`,`row_id`) WHERE reason_code is not null;--> statement-breakpoint
CREATE INDEX `decisions_at` ON `decisions` (`at`);