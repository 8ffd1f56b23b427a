-- +goose Up
-- Lists and figures of one district in a ledger of very many: its entries (a list sorts them, for they are few), and its tasks of two months for
-- what its units were asked. No status stands in it, so that no move writes it.
CREATE INDEX entries_seat ON entries (seat, period, kind);

-- +goose Down
DROP INDEX entries_seat;
