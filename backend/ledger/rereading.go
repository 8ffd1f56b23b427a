package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Rereading is in what a new reading of a report differs from what is stored. Apply is what it may change: findings that are
// new, and drafts that nobody has touched. Tell is what a person has decided on: shown, and left as it is.
type Rereading struct{ Apply, Tell []Difference }

// Trace is what has happened to a finding since it was read.
type Trace struct {
	Touched bool // a person has edited it or decided on it
	Made    bool // a person has made it: added, split or merged
}

// Reread sorts the differences between the stored findings of a report and a new reading of it by whether a person has
// touched them. A finding that an earlier new reading left out counts as not there.
func Reread(stored, fresh []Entry, traces map[int64]Trace) (r Rereading) {
	var before []Entry
	for _, e := range stored {
		if !e.LeftOutByReading(traces) {
			before = append(before, e)
		}
	}
	for _, d := range Compare(before, fresh) {
		switch {
		case d.Before == nil || d.Before.Status == Draft && !traces[d.Before.ID].Touched:
			r.Apply = append(r.Apply, d)
		case d.After != nil || !traces[d.Before.ID].Made:
			r.Tell = append(r.Tell, d)
		}
	}
	return r
}

// LeftOutByReading tells whether a new reading, and no person, has left the finding out.
func (e *Entry) LeftOutByReading(traces map[int64]Trace) bool {
	return e.Status == Rejected && !traces[e.ID].Touched
}

// Reading takes over what a new reading says of an untouched finding, which is a draft again.
func (e *Entry) Reading(n *Entry) {
	e.Kind, e.Article, e.Period, e.Status = n.Kind, n.Article, n.Period, Draft
	e.Text, e.Quote, e.Start, e.End = n.Text, n.Quote, n.Start, n.End
	e.EvidenceStart, e.EvidenceEnd, e.Rule, e.Theme, e.Speaker = n.EvidenceStart, n.EvidenceEnd, n.Rule, n.Theme, n.Speaker
	e.Units, e.Metrics, e.DueText, e.Due, e.DueBasis = n.Units, n.Metrics, n.DueText, n.Due, n.DueBasis
}

// Digest tells one set of changes from another: what a person has seen from what would be done now.
func (r Rereading) Digest() (string, error) {
	b, err := json.Marshal(r.Apply)
	if err != nil {
		return "", fmt.Errorf("digest of a reading: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), nil
}
