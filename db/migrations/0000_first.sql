CREATE TABLE `accounts` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`name_skeleton` text NOT NULL,
	`email` text,
	`email_verified_at` integer,
	`password_hash` text,
	`role` text DEFAULT 'member' NOT NULL,
	`shows_votes` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`banned_at` integer,
	`banned_until` integer,
	`ban_reason` text,
	`deleted_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_id_unique` ON `accounts` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_name_unique` ON `accounts` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_name_skeleton_unique` ON `accounts` (`name_skeleton`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_email_unique` ON `accounts` (`email`);--> statement-breakpoint
CREATE TABLE `identities` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account` integer NOT NULL,
	`provider` text NOT NULL,
	`subject` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `identities_subject` ON `identities` (`provider`,`subject`);--> statement-breakpoint
CREATE INDEX `identities_account` ON `identities` (`account`);--> statement-breakpoint
CREATE TABLE `one_time_links` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`purpose` text NOT NULL,
	`subject` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `one_time_links_secret_hash_unique` ON `one_time_links` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`account` integer NOT NULL,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_id_unique` ON `sessions` (`id`);--> statement-breakpoint
CREATE INDEX `sessions_account` ON `sessions` (`account`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`account` integer NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scope` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_id_unique` ON `tokens` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_secret_hash_unique` ON `tokens` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `tokens_account` ON `tokens` (`account`);--> statement-breakpoint
CREATE TABLE `claim_supports` (
	`claim` integer NOT NULL,
	`supports` integer NOT NULL,
	PRIMARY KEY(`claim`, `supports`),
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`supports`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `claim_supports_supports` ON `claim_supports` (`supports`);--> statement-breakpoint
CREATE TABLE `claims` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`essay` integer NOT NULL,
	`section` integer NOT NULL,
	`position` integer NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`statement` text NOT NULL,
	`quote_exact` text NOT NULL,
	`quote_prefix` text DEFAULT '' NOT NULL,
	`quote_suffix` text DEFAULT '' NOT NULL,
	`resolves_on` text,
	`lock` text DEFAULT 'open' NOT NULL,
	`lock_reason` text,
	`locked_until` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`agree` integer DEFAULT 0 NOT NULL,
	`disagree` integer DEFAULT 0 NOT NULL,
	`unsure` integer DEFAULT 0 NOT NULL,
	`supporting` integer DEFAULT 0 NOT NULL,
	`contradicting` integer DEFAULT 0 NOT NULL,
	`rebuttals` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`essay`) REFERENCES `essays`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`section`) REFERENCES `sections`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `claims_id_unique` ON `claims` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `claims_position` ON `claims` (`essay`,`position`);--> statement-breakpoint
CREATE INDEX `claims_section` ON `claims` (`section`);--> statement-breakpoint
CREATE TABLE `contributions` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`claim` integer NOT NULL,
	`parent` integer,
	`depth` integer NOT NULL,
	`kind` text NOT NULL,
	`stance` text NOT NULL,
	`author` integer NOT NULL,
	`state` text NOT NULL,
	`state_reason_code` text,
	`state_reason_text` text,
	`listed` integer NOT NULL,
	`source_key` text,
	`source_domain` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`convincing` integer DEFAULT 0 NOT NULL,
	`unconvincing` integer DEFAULT 0 NOT NULL,
	`ratings` integer DEFAULT 0 NOT NULL,
	`wilson` real DEFAULT 0 NOT NULL,
	`answers` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contributions_id_unique` ON `contributions` (`id`);--> statement-breakpoint
CREATE INDEX `contributions_convincing` ON `contributions` (`claim`,`parent`,`listed`,`stance`,`wilson`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_newest` ON `contributions` (`claim`,`parent`,`listed`,`stance`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_least_reviewed` ON `contributions` (`claim`,`parent`,`listed`,`stance`,`ratings`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_answers` ON `contributions` (`parent`,`listed`,`wilson`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_author` ON `contributions` (`author`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_state` ON `contributions` (`state`,`row_id`);--> statement-breakpoint
CREATE INDEX `contributions_source` ON `contributions` (`claim`,`source_key`);--> statement-breakpoint
CREATE INDEX `contributions_counts` ON `contributions` (`claim`,`state`,`kind`,`stance`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`contribution` integer NOT NULL,
	`number` integer NOT NULL,
	`by` integer NOT NULL,
	`at` integer NOT NULL,
	`body` text NOT NULL,
	`text` text NOT NULL,
	`source_url` text,
	`source_citation` text,
	`source_title` text,
	`source_author` text,
	`source_publisher` text,
	`source_date` text,
	`source_type` text,
	`source_excerpt` text,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`contribution`,`number`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`by` integer NOT NULL,
	`by_role` text NOT NULL,
	`action` text NOT NULL,
	`contribution` integer,
	`claim` integer,
	`account` integer,
	`from` text,
	`to` text,
	`reason_code` text,
	`reason_text` text,
	`undoes` integer,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undoes`) REFERENCES `decisions`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_id_unique` ON `decisions` (`id`);--> statement-breakpoint
CREATE INDEX `decisions_contribution` ON `decisions` (`contribution`,`row_id`);--> statement-breakpoint
CREATE INDEX `decisions_claim` ON `decisions` (`claim`,`row_id`);--> statement-breakpoint
CREATE INDEX `decisions_account` ON `decisions` (`account`,`row_id`);--> statement-breakpoint
CREATE TABLE `flags` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`contribution` integer NOT NULL,
	`account` integer NOT NULL,
	`reason` text NOT NULL,
	`text` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `flags_id_unique` ON `flags` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `flags_open` ON `flags` (`contribution`,`account`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `flags_waiting` ON `flags` (`closed_at`,`at`);--> statement-breakpoint
CREATE TABLE `essays` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`author` text,
	`url` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `essays_id_unique` ON `essays` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `essays_slug_unique` ON `essays` (`slug`);--> statement-breakpoint
CREATE TABLE `sections` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`essay` integer NOT NULL,
	`position` integer NOT NULL,
	`title` text NOT NULL,
	FOREIGN KEY (`essay`) REFERENCES `essays`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sections_position` ON `sections` (`essay`,`position`);--> statement-breakpoint
CREATE TABLE `rating_events` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`contribution` integer NOT NULL,
	`account` integer NOT NULL,
	`from` integer,
	`to` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `rating_events_contribution` ON `rating_events` (`contribution`,`at`);--> statement-breakpoint
CREATE INDEX `rating_events_account` ON `rating_events` (`account`);--> statement-breakpoint
CREATE TABLE `ratings` (
	`contribution` integer NOT NULL,
	`account` integer NOT NULL,
	`value` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`contribution`, `account`),
	FOREIGN KEY (`contribution`) REFERENCES `contributions`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `ratings_count` ON `ratings` (`contribution`,`value`);--> statement-breakpoint
CREATE INDEX `ratings_account` ON `ratings` (`account`,`contribution`);--> statement-breakpoint
CREATE TABLE `vote_events` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`claim` integer NOT NULL,
	`account` integer NOT NULL,
	`from` integer,
	`to` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `vote_events_claim` ON `vote_events` (`claim`,`at`);--> statement-breakpoint
CREATE INDEX `vote_events_account` ON `vote_events` (`account`);--> statement-breakpoint
CREATE TABLE `votes` (
	`claim` integer NOT NULL,
	`account` integer NOT NULL,
	`value` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`claim`, `account`),
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `votes_tally` ON `votes` (`claim`,`value`);--> statement-breakpoint
CREATE INDEX `votes_account` ON `votes` (`account`,`at`);