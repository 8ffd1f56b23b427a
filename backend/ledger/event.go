package ledger

import "time"

// Event is one thing that happened, written in the same transaction as the change and never changed after.
type Event struct {
	ID        int64     `gorm:"primaryKey" json:"id"`
	At        time.Time `json:"at"`
	Actor     string    `json:"actor"`   // the person's name, or 系统 for what the system did by itself
	Via       string    `json:"via"`     // web, api, command
	Address   string    `json:"address"` // where the request came from, "" for a command
	Action    string    `json:"action"`  // import, edit, a move's name, sign-in, …
	Subject   string    `json:"subject"` // entry, report, user, token, units
	SubjectID int64     `json:"subject_id"`
	Note      string    `json:"note,omitempty"`
	Before    string    `json:"before,omitempty"` // JSON of what changed, "" where nothing was before
	After     string    `json:"after,omitempty"`
	Hash      string    `json:"hash,omitempty"` // chains it to the event before it, see Chain
}

// Actor is who makes a change, from where.
type Actor struct{ Name, Via, Address string }

// System is the actor of what the system does by itself.
var System = Actor{Name: "系统", Via: "command"}
