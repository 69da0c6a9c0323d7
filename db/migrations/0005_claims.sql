ALTER TABLE `claim_revisions` ADD `resolves_on` text;--> statement-breakpoint
ALTER TABLE `claim_revisions` ADD `wording` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `claims` ADD `wording` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `claims` ADD `split_from` integer REFERENCES claims(row_id);--> statement-breakpoint
ALTER TABLE `claims` ADD `earlier_wording` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `claims_split` ON `claims` (`split_from`) WHERE split_from is not null;--> statement-breakpoint
CREATE INDEX `claims_asking` ON `claims` (`row_id`) WHERE earlier_wording > 0;--> statement-breakpoint
CREATE INDEX `decisions_into_claim` ON `decisions` (`into_claim`,`row_id`) WHERE into_claim is not null;--> statement-breakpoint
CREATE INDEX `votes_wording` ON `votes` (`claim`,`wording`) WHERE wording <> 1;--> statement-breakpoint
UPDATE `claim_revisions` SET `resolves_on` = (SELECT `resolves_on` FROM `claims` WHERE `claims`.`row_id` = `claim_revisions`.`claim`);
