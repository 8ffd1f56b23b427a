-- +goose Up
-- What units were asked (催办): one row for each unit and entry, at most one for each rule and day.
CREATE TABLE reminders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id INTEGER NOT NULL REFERENCES entries(id),
  unit_code TEXT NOT NULL REFERENCES units(code),
  rule TEXT NOT NULL,
  lead INTEGER NOT NULL DEFAULT 0,
  day TEXT NOT NULL,
  due TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  asked_at DATETIME NOT NULL,
  asked_by TEXT NOT NULL,
  read_at DATETIME,
  read_by TEXT NOT NULL DEFAULT '',
  answered_at DATETIME,
  answered_by TEXT NOT NULL DEFAULT '',
  UNIQUE (entry_id, unit_code, rule, day)
);
CREATE INDEX reminders_unit ON reminders (unit_code, day);
CREATE INDEX reminders_day ON reminders (day);

-- Where reminders are sent beside the product itself. target is mail addresses or a robot's webhook, kept as it is used.
CREATE TABLE channels (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  unit_code TEXT NOT NULL DEFAULT '',
  target TEXT NOT NULL,
  secret TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL DEFAULT 'zh',
  active BOOLEAN NOT NULL
);

-- The queue of messages: one for each channel and day, or more where somebody was asked after it had gone out. Those of channels
-- that the environment gives have a channel_id below zero.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id INTEGER NOT NULL,
  channel_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at DATETIME NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  created_at DATETIME NOT NULL,
  sent_at DATETIME
);
CREATE INDEX deliveries_next ON deliveries (state, next_at);

CREATE TABLE delivery_reminders (
  delivery_id INTEGER NOT NULL REFERENCES deliveries(id),
  reminder_id INTEGER NOT NULL REFERENCES reminders(id),
  PRIMARY KEY (delivery_id, reminder_id)
);
CREATE INDEX delivery_reminders_reminder ON delivery_reminders (reminder_id);

-- What the office set about reminders, and the mail server with its password apart.
CREATE TABLE reminder_settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Which of several processes does what only one may do at a time.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until DATETIME NOT NULL
);
