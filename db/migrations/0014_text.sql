CREATE TABLE `essay_texts` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`essay` integer NOT NULL,
	`number` integer NOT NULL,
	`by` integer,
	`at` integer NOT NULL,
	`note` text,
	`body` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`essay`) REFERENCES `essays`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `essay_texts_number` ON `essay_texts` (`essay`,`number`);--> statement-breakpoint
CREATE TABLE `passages` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`claim` integer NOT NULL,
	`text` integer NOT NULL,
	`how` text NOT NULL,
	`start` integer,
	`end` integer,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`text`) REFERENCES `essay_texts`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `passages_claim_unique` ON `passages` (`claim`);--> statement-breakpoint
CREATE TABLE `proposals` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`essay` integer NOT NULL,
	`by` integer NOT NULL,
	`at` integer NOT NULL,
	`statement` text NOT NULL,
	`kind` text NOT NULL,
	`resolves_on` text,
	`quote_exact` text NOT NULL,
	`quote_prefix` text DEFAULT '' NOT NULL,
	`quote_suffix` text DEFAULT '' NOT NULL,
	`supports` integer,
	`state` text DEFAULT 'waiting' NOT NULL,
	`claim` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`essay`) REFERENCES `essays`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `accounts`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`supports`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claim`) REFERENCES `claims`(`row_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_id_unique` ON `proposals` (`id`);--> statement-breakpoint
CREATE INDEX `proposals_waiting` ON `proposals` (`essay`,`state`,`row_id`);--> statement-breakpoint
CREATE INDEX `proposals_by` ON `proposals` (`by`,`row_id`);--> statement-breakpoint
CREATE INDEX `proposals_claim` ON `proposals` (`claim`);