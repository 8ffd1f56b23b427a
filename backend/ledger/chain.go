package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Chain is the hash that seals a row of the audit log: SHA-256 over the hash of the row before it ("" before the first)
// and the row's own fields, as Measured writes them.
func Chain(before string, fields ...string) string {
	sum := sha256.Sum256([]byte(Measured(append([]string{before}, fields...)...)))
	return hex.EncodeToString(sum[:])
}

// Measured writes fields one after the other, each with its length before it, so that no two rows are written alike.
func Measured(fields ...string) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(strconv.Itoa(len(f)))
		b.WriteByte(':')
		b.WriteString(f)
		b.WriteByte(',')
	}
	return b.String()
}

// Anchor is the end of the audit log at a moment, to be kept where the ledger's keepers cannot reach it: whoever rewrites
// the log afterwards, its end included, cannot make it fit the anchor.
type Anchor struct {
	ID   int64
	At   time.Time
	Hash string
}

// String writes an anchor on one line, as ParseAnchors reads it.
func (a Anchor) String() string {
	return fmt.Sprintf("%d %s %s", a.ID, a.At.UTC().Format(time.RFC3339Nano), a.Hash)
}

// ParseAnchors reads anchors, one a line; empty lines are passed over.
func ParseAnchors(text string) (all []Anchor, err error) {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		a, ok := parseAnchor(words)
		if !ok {
			return nil, Mistake(Invalid, "anchor", "“%s”不是审计锚点，应为一行三项：编号、时间、校验值（由 taizhang audit anchor 打印）。",
				"“%s” is no anchor; it takes a line of three: id, time, hash, as taizhang audit anchor prints them.", Shorten(strings.TrimSpace(line), 60))
		}
		all = append(all, a)
	}
	return all, nil
}

func parseAnchor(words []string) (a Anchor, ok bool) {
	if len(words) != 3 || len(words[2]) != 2*sha256.Size {
		return a, false
	}
	id, err := strconv.ParseInt(words[0], 10, 64)
	at, wrong := time.Parse(time.RFC3339Nano, words[1])
	return Anchor{id, at, words[2]}, err == nil && wrong == nil && id > 0
}

// Break is the first place where the audit log is not as it was written.
type Break struct {
	ID    int64
	At    string // as the row says it, "" where the row is gone
	Actor string
	Words Words // what is wrong there
}

// Audited is what a walk along the whole audit log found. Break is nil where every row is as it was written.
type Audited struct {
	Checked    int64 // rows of the log
	Archived   int64 // rows of the archives given
	Trimmed    int64 // rows trimmed off that no archive given holds
	Unanchored int   // anchors of such rows, which nothing could be held against
	Break      *Break
}
