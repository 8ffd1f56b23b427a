package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// stamp is how a time is written for its hash, and stored by SQLite.
const stamp = "2006-01-02 15:04:05.999999999-07:00"

// sealedFields lists what a row's hash covers, each as text; at says that of the time.
// Casts keep the names of what they cast, so a query by the number itself says events.id.
func sealedFields(at string) string {
	return "CAST(id AS TEXT), " + at + `, CAST(actor AS TEXT), CAST(via AS TEXT), CAST(address AS TEXT), CAST(action AS TEXT),
  CAST(subject AS TEXT), CAST(subject_id AS TEXT), CAST(note AS TEXT), CAST(before AS TEXT), CAST(after AS TEXT)`
}

// sealed are the same fields of an event that is to be written.
func sealed(e *ledger.Event) []string {
	return []string{strconv.FormatInt(e.ID, 10), e.At.Format(stamp), e.Actor, e.Via, e.Address, e.Action,
		e.Subject, strconv.FormatInt(e.SubjectID, 10), e.Note, e.Before, e.After}
}

// tip is the end of the audit log.
type tip struct {
	ID   int64
	Hash string
}

func (t *tip) clone() *tip {
	if t == nil {
		return nil
	}
	at := *t
	return &at
}

func lastEvent(ctx context.Context, db *gorm.DB) (t tip, err error) {
	err = ask(ctx, db, "SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").Scan(&t.ID, &t.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		return t, nil
	}
	return t, failed("read last event", translated(db, err))
}

// seal gives an event its place behind the last one. Only one transaction writes at a time, so the end is read once in it.
func (w *Writer) seal(e *ledger.Event) error {
	if w.tip == nil {
		t, err := lastEvent(w.ctx(), w.tx)
		if err != nil {
			return err
		}
		w.tip = &t
	}
	e.ID = w.tip.ID + 1
	e.Hash = ledger.Chain(w.tip.Hash, sealed(e)...)
	*w.tip = tip{e.ID, e.Hash}
	return nil
}

// Anchor returns the end of the audit log; NotFound where nothing has happened yet.
func (r *Reader) Anchor(ctx context.Context) (ledger.Anchor, error) {
	e, err := first[ledger.Event](r.db.WithContext(ctx).Order("id DESC"), "last event",
		ledger.Mistake(ledger.NotFound, "anchor", "审计记录还是空的。", "The audit log is empty as yet."))
	if err != nil {
		return ledger.Anchor{}, err
	}
	return ledger.Anchor{ID: e.ID, At: e.At, Hash: e.Hash}, nil
}

// VerifyAudit walks along the whole audit log, a row in memory at a time, and stops at the first that is not as it was
// written, or does not fit one of the anchors. What was trimmed is proven by its archives, as far as they are given.
func (r *Reader) VerifyAudit(ctx context.Context, anchors []ledger.Anchor, archives ...io.Reader) (found ledger.Audited, err error) {
	err = r.snapshot(onPrimary(ctx), func(r *Reader) error {
		found, err = r.walk(ctx, anchors, archives)
		return err
	})
	return found, err
}

func (r *Reader) walk(ctx context.Context, anchors []ledger.Anchor, archives []io.Reader) (found ledger.Audited, err error) {
	given, err := scan[int64](ctx, r.db, "last number given", dialectOf(r.db).given)
	if err != nil {
		return found, err
	}
	v, err := r.newWalker(ctx, anchors)
	if err != nil {
		return found, err
	}
	if found, err = v.prove(archives); err != nil || found.Break != nil {
		return found, err
	}
	_, err = r.eachSealed(ctx, math.MinInt64, math.MaxInt64, func(row sealedRow) error {
		if found.Break = v.meet(row); found.Break != nil {
			return errBroken
		}
		found.Checked++
		return nil
	})
	if err == nil {
		found.Break = v.end(append(given, 0)[0])
	}
	if errors.Is(err, errBroken) {
		err = nil
	}
	found.Trimmed, found.Unanchored = v.unproven()
	return found, err
}

var errBroken = errors.New("the walk ends here")

// sealedRow is a row of the log as it stands in the file: what the hash covers, then the hash.
type sealedRow [12]string

func readSealed(rows *sql.Rows) (row sealedRow, err error) {
	var cells [12]sql.NullString // a cell that was made empty by force is read all the same
	var at [12]any
	for i := range cells {
		at[i] = &cells[i]
	}
	if err := rows.Scan(at[:]...); err != nil {
		return row, fmt.Errorf("read audit log: %w", err)
	}
	for i := range cells {
		row[i] = cells[i].String
	}
	return row, nil
}

// walker holds each row against the one before it.
type walker struct {
	tip     tip
	anchors map[int64]string
	least   int64 // the log must reach as far as its furthest anchor
	trimmed *trimmed
}

func (r *Reader) newWalker(ctx context.Context, anchors []ledger.Anchor) (*walker, error) {
	v := &walker{anchors: map[int64]string{}}
	for _, a := range anchors {
		v.anchors[a.ID], v.least = a.Hash, max(v.least, a.ID)
	}
	past, err := r.checkpoints(ctx)
	v.trimmed = newTrimmed(past)
	return v, err
}

func (v *walker) next(row sealedRow) *ledger.Break {
	id, _ := strconv.ParseInt(row[0], 10, 64) // a primary key is always a number
	said := ledger.Break{ID: id, At: row[1], Actor: row[2]}
	switch anchored, ok := v.anchors[id]; {
	case id > v.tip.ID+1:
		return &ledger.Break{ID: v.tip.ID + 1, Words: gone(v.tip.ID+1, id-1)}
	case id <= v.tip.ID:
		said.Words = ledger.Words{ZH: "是插进来的", EN: "was put in"}
		return &said
	case ledger.Chain(v.tip.Hash, row[:11]...) != row[11]:
		said.Words = ledger.Words{ZH: "被改动、调换或插入过", EN: "was changed, swapped or put in"}
		return &said
	case ok && anchored != row[11]:
		said.Words = misfit
		return &said
	}
	delete(v.anchors, id)
	v.tip = tip{id, row[11]}
	return nil
}

var misfit = ledger.Words{ZH: "与锚点不符：它或它之前的记录被重写过", EN: "does not fit its anchor: it, or what is before it, was written anew"}

// end tells what the log lacks at its end, given the last number that was ever given out.
func (v *walker) end(given int64) *ledger.Break {
	if b := v.pass(); b != nil {
		return b
	}
	if most := max(given, v.least); v.tip.ID < most {
		return &ledger.Break{ID: v.tip.ID + 1, Words: gone(v.tip.ID+1, most)}
	}
	return nil
}

func gone(from, to int64) ledger.Words {
	if from == to {
		return ledger.Words{ZH: "被删除", EN: "was removed"}
	}
	return ledger.Words{ZH: fmt.Sprintf("至第 %d 条被删除", to), EN: fmt.Sprintf("to %d were removed", to)}
}

// chainEvents seals the events of a ledger that was kept before there was a chain, batch by batch.
func chainEvents(ctx context.Context, tx *sql.Tx) error {
	at := tip{}
	for {
		rows, err := sealedAfter(ctx, tx, at.ID)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			hash := ledger.Chain(at.Hash, row[:11]...)
			if _, err := tx.ExecContext(ctx, "UPDATE events SET hash = ? WHERE id = ?", hash, row[0]); err != nil {
				return fmt.Errorf("chain events: %w", err)
			}
			id, err := strconv.ParseInt(row[0], 10, 64)
			if err != nil {
				return fmt.Errorf("chain events: %w", err)
			}
			at = tip{id, hash}
		}
	}
}

func sealedAfter(ctx context.Context, tx *sql.Tx, id int64) (all []sealedRow, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+sealedFields(timeInFile)+", hash FROM events WHERE id > ? ORDER BY events.id LIMIT ?", id, batch)
	if err != nil {
		return nil, fmt.Errorf("chain events: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := readSealed(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
