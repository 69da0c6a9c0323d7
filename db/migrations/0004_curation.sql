CREATE TABLE `claim_revisions` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`claim` integer NOT NULL,
	`number` integer NOT NULL,
	`by` integer,
	`at` integer NOT NULL,
	`statement` text NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `claim_revisions_number` ON `claim_revisions` (`claim`,`number`);--> statement-breakpoint
CREATE TABLE `appeals` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`decision` integer NOT NULL,
	`contribution` integer NOT NULL,
	`by` integer NOT NULL,
	`at` integer NOT NULL,
	`text` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`answered_by` integer,
	`answered_at` integer,
	`answer` text,
	FOREIGN KEY (`decision`) REFERENCES `decisions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_id_unique` ON `appeals` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_decision_unique` ON `appeals` (`decision`);--> statement-breakpoint
CREATE INDEX `appeals_state` ON `appeals` (`state`,`at`);--> statement-breakpoint
CREATE INDEX `appeals_contribution` ON `appeals` (`contribution`);--> statement-breakpoint
CREATE TABLE `moves` (
	`decision` integer NOT NULL,
	`contribution` integer NOT NULL,
	`from_claim` integer NOT NULL,
	`from_parent` integer,
	PRIMARY KEY(`decision`, `contribution`),
	FOREIGN KEY (`decision`) REFERENCES `decisions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_parent`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `jobs` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_subject` ON `jobs` (`kind`,`subject`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`);--> statement-breakpoint
CREATE TABLE `queue_entries` (
	`contribution` integer PRIMARY KEY NOT NULL,
	`essay` integer NOT NULL,
	`claim` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`author` integer NOT NULL,
	`domain` text,
	`hold_reason` text,
	`flag_weight` real NOT NULL,
	`day` integer NOT NULL,
	`newcomer` integer NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`essay`) REFERENCES `essays`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `queue_order` ON `queue_entries` (flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `queue_essay` ON `queue_entries` (`essay`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `queue_state` ON `queue_entries` (`state`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `queue_kind` ON `queue_entries` (`kind`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE INDEX `queue_claim` ON `queue_entries` (`claim`);--> statement-breakpoint
CREATE INDEX `queue_author` ON `queue_entries` (`author`);--> statement-breakpoint
CREATE INDEX `queue_domain` ON `queue_entries` (`domain`);--> statement-breakpoint
CREATE INDEX `queue_hold` ON `queue_entries` (`hold_reason`,flag_weight desc,`day`,newcomer desc,`contribution`);--> statement-breakpoint
CREATE TABLE `takes` (
	`contribution` integer PRIMARY KEY NOT NULL,
	`account` integer NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `takes_account` ON `takes` (`account`);--> statement-breakpoint
CREATE TABLE `hold_catches` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`rule` text NOT NULL,
	`outcome` text NOT NULL,
	`claim` integer NOT NULL,
	`contribution` integer,
	`account` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `hold_catches_rule` ON `hold_catches` (`rule`,`row_id`);--> statement-breakpoint
CREATE TABLE `hold_rules` (
	`code` text PRIMARY KEY NOT NULL,
	`enabled` integer NOT NULL,
	`threshold` real
) STRICT;
--> statement-breakpoint
CREATE TABLE `reasons` (
	`list` text NOT NULL,
	`code` text NOT NULL,
	`label` text NOT NULL,
	`position` integer NOT NULL,
	`retired_at` integer,
	PRIMARY KEY(`list`, `code`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `source_grades` (
	`domain` text PRIMARY KEY NOT NULL,
	`grade` text NOT NULL,
	`rationale` text NOT NULL,
	`by` integer NOT NULL,
	`at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `source_checks` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`contribution` integer NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`url` text NOT NULL,
	`final_url` text,
	`http_status` integer,
	`content_type` text,
	`fault` text,
	`title` text,
	`site_name` text,
	`author` text,
	`published_on` text,
	`language` text,
	`canonical_url` text,
	`text_hash` text,
	`text_length` integer,
	`found` text,
	`similarity` real,
	`passage` text,
	`passage_prefix` text,
	`passage_suffix` text,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `source_checks_contribution` ON `source_checks` (`contribution`,`row_id`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `curates` integer REFERENCES essays(row_id);--> statement-breakpoint
ALTER TABLE `accounts` ADD `ban_hides` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `flags_decided` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `flags_upheld` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `claims` ADD `merged_into` integer REFERENCES claims(row_id);--> statement-breakpoint
CREATE INDEX `claims_merged` ON `claims` (`merged_into`);--> statement-breakpoint
ALTER TABLE `contributions` ADD `merged_into` integer REFERENCES contributions(row_id);--> statement-breakpoint
ALTER TABLE `contributions` ADD `pinned_at` integer;--> statement-breakpoint
ALTER TABLE `contributions` ADD `quote_check` text DEFAULT 'unchecked' NOT NULL;--> statement-breakpoint
ALTER TABLE `contributions` ADD `archive_url` text;--> statement-breakpoint
ALTER TABLE `contributions` ADD `dead_since` integer;--> statement-breakpoint
ALTER TABLE `contributions` ADD `source_changed_at` integer;--> statement-breakpoint
CREATE INDEX `contributions_author_state` ON `contributions` (`author`,`state`);--> statement-breakpoint
CREATE INDEX `contributions_domain` ON `contributions` (`source_domain`,`state`);--> statement-breakpoint
CREATE INDEX `contributions_merged` ON `contributions` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX `contributions_pinned` ON `contributions` (`claim`,`stance`) WHERE pinned_at is not null;--> statement-breakpoint
ALTER TABLE `decisions` ADD `essay` integer REFERENCES essays(row_id);--> statement-breakpoint
ALTER TABLE `decisions` ADD `subject` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `into_contribution` integer REFERENCES contributions(row_id);--> statement-breakpoint
ALTER TABLE `decisions` ADD `into_claim` integer REFERENCES claims(row_id);--> statement-breakpoint
ALTER TABLE `decisions` ADD `before` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `waited` integer;--> statement-breakpoint
CREATE INDEX `decisions_essay` ON `decisions` (`essay`,`row_id`);--> statement-breakpoint
CREATE INDEX `decisions_subject` ON `decisions` (`subject`,`row_id`) WHERE subject is not null;--> statement-breakpoint
CREATE INDEX `decisions_action` ON `decisions` (`action`,`row_id`);--> statement-breakpoint
CREATE INDEX `decisions_by` ON `decisions` (`by`,`at`);--> statement-breakpoint
CREATE INDEX `decisions_undoes` ON `decisions` (`undoes`) WHERE undoes is not null;--> statement-breakpoint
ALTER TABLE `flags` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `flags` ADD `outcome` text;--> statement-breakpoint
CREATE INDEX `flags_contribution` ON `flags` (`contribution`,`closed_at`);--> statement-breakpoint
CREATE INDEX `flags_account` ON `flags` (`account`,`closed_at`);--> statement-breakpoint
CREATE INDEX `flags_closed_by` ON `flags` (`closed_by`) WHERE closed_by is not null;--> statement-breakpoint
ALTER TABLE `ratings` ADD `carried_by` integer REFERENCES decisions(row_id);--> statement-breakpoint
CREATE INDEX `ratings_carried` ON `ratings` (`carried_by`) WHERE carried_by is not null;--> statement-breakpoint
ALTER TABLE `votes` ADD `wording` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `votes` ADD `carried_by` integer REFERENCES decisions(row_id);--> statement-breakpoint
CREATE INDEX `votes_carried` ON `votes` (`carried_by`) WHERE carried_by is not null;--> statement-breakpoint
INSERT INTO `claim_revisions` (`claim`, `number`, `by`, `at`, `statement`, `kind`)
	SELECT `row_id`, `version`, NULL, `created_at`, `statement`, `kind` FROM `claims`;--> statement-breakpoint
UPDATE `decisions` SET `essay` = (SELECT `essay` FROM `claims` WHERE `claims`.`row_id` = `decisions`.`claim`);--> statement-breakpoint
UPDATE `flags` SET `revision` = (SELECT `revision` FROM `contributions` WHERE `contributions`.`row_id` = `flags`.`contribution`);--> statement-breakpoint
INSERT INTO `queue_entries` (`contribution`, `essay`, `claim`, `kind`, `state`, `author`, `domain`, `hold_reason`, `flag_weight`, `day`, `newcomer`, `since`)
	SELECT c.`row_id`, k.`essay`, c.`claim`, c.`kind`, c.`state`, c.`author`, c.`source_domain`,
		CASE c.`state` WHEN 'held' THEN c.`state_reason_code` END,
		(SELECT count(*) * 0.5 FROM `flags` f WHERE f.`contribution` = c.`row_id` AND f.`closed_at` IS NULL),
		c.`created_at` / 86400000,
		NOT EXISTS (SELECT 1 FROM `contributions` a WHERE a.`author` = c.`author` AND a.`state` = 'accepted'),
		c.`created_at`
	FROM `contributions` c JOIN `claims` k ON k.`row_id` = c.`claim`
	WHERE c.`state` IN ('held', 'unreviewed')
		OR EXISTS (SELECT 1 FROM `flags` f WHERE f.`contribution` = c.`row_id` AND f.`closed_at` IS NULL);
