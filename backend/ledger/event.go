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

// Actor is who makes a change, from where. Once is the request that the change is made for, where that is to be carried out
// once; nil otherwise.
type Actor struct {
	Name, Via, Address string
	Once               *Once
	Expected           *Expected
}

// Expected is the version of what has no entry's version, such as an account or a channel, that a change is meant for: the numbers of the
// last event about it that whoever asks may have seen. Met is set once something was written for it, which makes another version.
type Expected struct {
	Subject  string
	ID       int64
	Versions []int64
	Met      bool
}

// Once is a request under a key that its sender chose: asked again under the same key, it is not carried out again. Done is
// set once something was written for it.
type Once struct {
	Owner       string // whose key it is, for two senders may choose the same
	Key         string
	Fingerprint string // tells one request from another
	Done        bool
}

// IdempotencyKey names the header that a key comes in, and the field of mistakes about it.
const IdempotencyKey = "Idempotency-Key"

// System is the actor of what the system does by itself.
var System = Actor{Name: "系统", Via: "command"}
