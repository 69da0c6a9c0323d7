ALTER TABLE `decisions` ADD `proposal` integer REFERENCES proposals(row_id);--> statement-breakpoint
CREATE INDEX `decisions_proposal` ON `decisions` (`proposal`,`row_id`) WHERE proposal is not null;