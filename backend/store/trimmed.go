package store

import (
	"io"
	"strconv"
	"time"

	"taizhang/backend/ledger"
)

// trimmed proves what lies before the last checkpoint: the rows that stayed, by the checkpoint's digest, and those that were
// trimmed off, by the archives.
type trimmed struct {
	past    []ledger.Checkpoint
	last    ledger.Checkpoint // the zero one where nothing was trimmed yet
	passed  bool              // the walk is behind it
	kept    int64
	digest  string
	spans   [][2]int64       // the stretches that archives prove
	known   map[int64]string // of the rows there that stay, what they say
	missing int64            // rows that are neither in the log nor in an archive
}

func newTrimmed(past []ledger.Checkpoint) *trimmed {
	t := &trimmed{past: past, passed: len(past) == 0, known: map[int64]string{}}
	if !t.passed {
		t.last = past[len(past)-1]
		t.missing = t.last.Through - t.last.Kept
	}
	return t
}

func (t *trimmed) starts() map[int64]string {
	all := map[int64]string{0: ""}
	for _, c := range t.past {
		all[c.Through] = c.Hash
	}
	return all
}

// prove reads the archives through and holds each against its checkpoint.
func (v *walker) prove(archives []io.Reader) (found ledger.Audited, err error) {
	t := v.trimmed
	for _, file := range archives {
		stay := int64(0)
		a, err := readArchive(file, t.starts(), v.anchors, func(id int64, row sealedRow) {
			if stays(row) {
				t.known[id], stay = ledger.Chain("", row[:]...), stay+1
			}
		})
		switch {
		case err != nil || a.broken != nil:
			found.Break = a.broken
			return found, err
		case !t.sealed(a):
			found.Break = &ledger.Break{ID: a.first, Words: ledger.Words{ZH: "所在的归档不是检查点所记的那一份", EN: "lies in an archive that is not the one its checkpoint tells of"}}
			return found, nil
		}
		found.Archived, t.missing = found.Archived+a.rows, t.missing-(a.rows-stay)
		t.spans = append(t.spans, [2]int64{a.first, a.first + a.rows - 1})
	}
	return found, nil
}

// sealed tells whether a checkpoint tells of that archive.
func (t *trimmed) sealed(a archived) bool {
	for _, c := range t.past {
		at, err := time.Parse(stamp, a.last[1])
		if c.Archive == a.sum && c.Rows == a.rows && c.Hash == a.last[11] && strconv.FormatInt(c.Through, 10) == a.last[0] && err == nil && c.Last.Equal(at) {
			return true
		}
	}
	return false
}

func (t *trimmed) covers(id int64) bool {
	for _, s := range t.spans {
		if s[0] <= id && id <= s[1] {
			return true
		}
	}
	return false
}

// meet holds a row of the log against the checkpoint before which it lies, or the row before it.
func (v *walker) meet(row sealedRow) *ledger.Break {
	t := v.trimmed
	id, _ := strconv.ParseInt(row[0], 10, 64)
	if !t.passed && id <= t.last.Through {
		return v.keep(id, row)
	}
	behind := !t.passed
	if b := v.pass(); b != nil {
		return b
	}
	b := v.next(row)
	if b != nil && behind && b.ID == t.last.Through+1 {
		b.Words = ledger.Words{ZH: "接不上检查点：它或者检查点被改动过", EN: "does not follow the checkpoint: it or the checkpoint was changed"}
	}
	if b == nil {
		b = early(id, row)
	}
	return b
}

// keep takes a row in that stayed before the checkpoint.
func (v *walker) keep(id int64, row sealedRow) *ledger.Break {
	t := v.trimmed
	t.kept, t.digest = t.kept+1, ledger.Chain(t.digest, row[:]...)
	said := &ledger.Break{ID: id, At: row[1], Actor: row[2]}
	anchored, ok := v.anchors[id]
	switch {
	case t.covers(id) && t.known[id] != ledger.Chain("", row[:]...):
		said.Words = ledger.Words{ZH: "与归档不符：被改动、调换或插入过", EN: "is not as in the archive: it was changed, swapped or put in"}
		return said
	case ok && anchored != row[11]:
		said.Words = misfit
		return said
	}
	delete(v.anchors, id)
	return nil
}

// pass leaves the checkpoint behind: what stayed before it must be what it sealed.
func (v *walker) pass() *ledger.Break {
	t := v.trimmed
	if t.passed {
		return nil
	}
	t.passed, v.tip = true, tip{t.last.Through, t.last.Hash}
	if t.kept != t.last.Kept || t.digest != t.last.Digest {
		return &ledger.Break{ID: t.last.Through, Words: ledger.Words{
			ZH: "及以前留存的记录与检查点不符：有的被改动、删除或插入过，带上归档（--archive）再校验可查明是哪一条",
			EN: "or one of those kept before it was changed, removed or put in since the checkpoint; verify with the archive (--archive) to learn which",
		}}
	}
	if anchored, ok := v.anchors[t.last.Through]; ok && anchored != t.last.Hash {
		return &ledger.Break{ID: t.last.Through, Words: misfit}
	}
	delete(v.anchors, t.last.Through)
	return nil
}

// early tells whether a row is a checkpoint over rows that were younger than they must be.
func early(id int64, row sealedRow) *ledger.Break {
	if row[5] != ledger.Trim || row[6] != "events" {
		return nil
	}
	c, err := ledger.ReadCheckpoint(row[10])
	at, wrong := time.Parse(stamp, row[1])
	if err != nil || wrong != nil || ledger.Early(c.Last, at) || row[7] != strconv.FormatInt(c.Through, 10) {
		return &ledger.Break{ID: id, At: row[1], Actor: row[2], Words: ledger.Words{ZH: "是一个不该有的检查点：清理了还没到保留期限的记录", EN: "is a checkpoint that may not be: it trims rows that were to be kept"}}
	}
	return nil
}

// unproven tells how many rows were trimmed off that no archive given holds, and how many anchors are of such.
func (v *walker) unproven() (rows int64, anchors int) {
	for id := range v.anchors {
		if id <= v.trimmed.last.Through {
			anchors++
		}
	}
	return v.trimmed.missing, anchors
}
