package ledger

import (
	"encoding/json"
	"slices"
	"time"
)

// AuditMonths is how many months every row of the audit log is kept before it may be trimmed.
const AuditMonths = 6

// passing are the subjects whose rows may be trimmed: who came, went and looked, and who was given which account. What
// happened to what the ledger holds is its history and stays, as the checkpoints do.
var passing = []string{"user", "token", "route", "events", "entries"}

// Trim is what a checkpoint's row records.
const Trim = "trim"

// Passing lists the subjects whose rows may be trimmed.
func Passing() []string { return slices.Clone(passing) }

// Checkpoint seals what was trimmed off the audit log. It is a row of the log itself, so that whoever changes it breaks the
// chain.
type Checkpoint struct {
	Through int64     `json:"through"` // the last row that it covers
	Last    time.Time `json:"last"`    // when that row was written
	Hash    string    `json:"seal"`    // and its seal, which the row after it goes on from
	Rows    int64     `json:"rows"`    // how many rows the archive holds
	Archive string    `json:"archive"` // SHA-256 of the archive
	Kept    int64     `json:"kept"`    // how many rows up to Through stay in the log
	Digest  string    `json:"digest"`  // those rows, chained
}

// ReadCheckpoint reads the checkpoint that a row of the log records.
func ReadCheckpoint(after string) (c Checkpoint, err error) {
	err = json.Unmarshal([]byte(after), &c)
	return c, err
}

// Early tells whether something written at at was younger than AuditMonths at now.
func Early(at, now time.Time) bool { return at.AddDate(0, AuditMonths, 0).After(now) }

// MayTrim tells what stands against trimming all that was written before a day.
func MayTrim(before Date, today Date) error {
	if Early(before.Time(), today.Time()) {
		return Mistake(Invalid, "before", "审计记录至少保留 %d 个月，%s 之前的现在还不能清理。", "The audit log is kept for %d months at least; what is before %s cannot be trimmed yet.", AuditMonths, before)
	}
	return nil
}
