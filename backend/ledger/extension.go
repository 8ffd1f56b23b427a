package ledger

import "time"

// Decision is what became of an extension that was asked for.
type Decision string

const (
	Undecided Decision = ""
	Granted   Decision = "granted"
	Refused   Decision = "refused"
	Lapsed    Decision = "lapsed" // the entry was closed or divided before anybody decided
)

var decisions = map[Decision]Words{
	Undecided: {"待批", "Waiting for a decision"}, Granted: {"同意", "Granted"}, Refused: {"不同意", "Refused"}, Lapsed: {"自动失效", "Lapsed"},
}

// Words names the decision.
func (d Decision) Words() Words { return decisions[d] }

// Extension (延期申请) is a later due date that a unit asked for, and what the office decided. An entry has at most one that
// is undecided.
type Extension struct {
	ID        int64      `gorm:"primaryKey" json:"id"`
	EntryID   int64      `json:"entry_id"`
	Reason    string     `json:"reason"`
	Progress  string     `json:"progress"` // what is done so far
	Due       Date       `json:"due"`      // as it stood when this was asked
	Asked     Date       `json:"asked"`    // the date that is asked for
	AskedAt   time.Time  `json:"asked_at"`
	AskedBy   string     `json:"asked_by"`
	Decision  Decision   `json:"decision,omitempty"`
	Granted   Date       `json:"granted,omitempty"` // the new due date, which may be another than the one asked for
	Note      string     `json:"note,omitempty"`    // the office's words
	DecidedAt *time.Time `json:"decided_at,omitempty"`
	DecidedBy string     `json:"decided_by,omitempty"`
}
