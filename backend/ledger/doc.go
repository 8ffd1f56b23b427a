// Package ledger is what Taizhang tracks: units, reports, entries, the moves an entry may make and the lights it shows.
// It holds ideas and rules only and imports nothing but the standard library; struct tags name columns for the store, so
// that the row and the idea are one struct.
package ledger
