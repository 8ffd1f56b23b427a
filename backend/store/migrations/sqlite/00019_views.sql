-- +goose Up
-- Lists that people come back to: a filter with its order and columns, under a name; some are for the whole office.
CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users(id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  shared BOOLEAN NOT NULL,
  created_at DATETIME NOT NULL,
  UNIQUE (user_id, name)
);

-- How each person wants the list: the columns, and the saved view that it opens with (0 for none).
CREATE TABLE list_settings (
  user_id INTEGER PRIMARY KEY REFERENCES users(id),
  columns TEXT NOT NULL,
  view_id INTEGER NOT NULL
);
