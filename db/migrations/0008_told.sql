ALTER TABLE `contributions` ADD `answers_to` integer REFERENCES accounts(row_id);--> statement-breakpoint
ALTER TABLE `contributions` ADD `shown_at` integer;--> statement-breakpoint
CREATE INDEX `contributions_answers_to` ON `contributions` (`answers_to`,`shown_at`,`id`) WHERE answers_to is not null;--> statement-breakpoint
ALTER TABLE `appeals` ADD `logged` integer REFERENCES decisions(row_id);--> statement-breakpoint
ALTER TABLE `appeals` ADD `hidden` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `appeals` ADD `decided_by` integer REFERENCES accounts(row_id);--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_logged_unique` ON `appeals` (`logged`);--> statement-breakpoint
CREATE INDEX `appeals_decided` ON `appeals` (`decided_by`,`answered_at`,`id`) WHERE answered_at is not null;--> statement-breakpoint
ALTER TABLE `decisions` ADD `concerns` integer REFERENCES accounts(row_id);--> statement-breakpoint
CREATE INDEX `decisions_concerns` ON `decisions` (`concerns`,`at`,`id`) WHERE concerns is not null;--> statement-breakpoint
ALTER TABLE `moves` ADD `author` integer REFERENCES accounts(row_id);--> statement-breakpoint
CREATE INDEX `moves_author` ON `moves` (`author`,`decision`) WHERE author is not null;--> statement-breakpoint
UPDATE `decisions` SET `concerns` = (SELECT `author` FROM `contributions` WHERE `contributions`.`row_id` = `decisions`.`contribution` AND `contributions`.`author` <> `decisions`.`by`) WHERE `contribution` IS NOT NULL;--> statement-breakpoint
UPDATE `contributions` SET `answers_to` = (SELECT above.`author` FROM `contributions` above WHERE above.`row_id` = `contributions`.`parent` AND above.`author` <> `contributions`.`author`) WHERE `parent` IS NOT NULL;--> statement-breakpoint
UPDATE `contributions` SET `shown_at` = `created_at` WHERE `state` <> 'held';
