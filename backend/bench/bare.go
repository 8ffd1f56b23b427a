package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// bare is the least that reading and writing can cost: prepared statements of database/sql over the same database.
type bare struct {
	writer, reader              *sql.DB
	keys, found, insert, update *sql.Stmt
	now                         func() time.Time
	ids                         []int64
}

// shown are the columns that the list answers with: as many as ours, for each of them costs.
const shown = `e.id, e.number, e.kind, e.report_id, e.seat, e.article, e.period, e.text, e.quote, e.start, e."end", e.evidence_start, e.evidence_end, e.rule, e.theme, e.speaker,
  e.leader, e.remark, e.due_text, e.due, e.due_basis, e.status, e.outcome, e.resolved_at, e.resolved_by, e.outcome_before, e.evidence, e.verified_at, e.verified_by, e.percent, e.parent,
  e.children, e.suspended_on, e.rebounds, e.back, e.begun, e.heard, e.reported, e.missed, e.caught, e.pace, e.span, e.same_as, e.under, e.recurs, e.version, e.created_at, e.updated_at`

const (
	keysOfList = "SELECT " + shown + " FROM entries AS e WHERE e.status NOT IN ('draft', 'rejected', 'linked') AND e.class = 'open' AND %s = 'task' ORDER BY e.due_order, e.place LIMIT 51"
	search     = "SELECT " + shown + " FROM entry_search AS s CROSS JOIN entries AS e NOT INDEXED WHERE s.entry_search MATCH $1 AND e.id = s.rowid AND e.status NOT IN ('draft', 'rejected', 'linked') ORDER BY e.place LIMIT 51"
	update     = "UPDATE entries SET status = $1, outcome = $2, version = version + 1, updated_at = $3 WHERE id = $4"
	insert     = "INSERT INTO bench_events (at, actor, action, subject_id, note) VALUES ($1, $2, $3, $4, $5)"
)

func openBare(ctx context.Context, s Subject) (*bare, error) {
	w, r, err := store.Bare(ctx, s.Place)
	if err != nil {
		return nil, err
	}
	b := &bare{writer: w, reader: r, now: s.Now}
	kind := "CASE WHEN true THEN e.kind END"
	if store.OnServer(s.Place) {
		kind = "e.kind"
	}
	if _, err := w.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS bench_events (at TIMESTAMP, actor TEXT, action TEXT, subject_id BIGINT, note TEXT)"); err != nil {
		return nil, errors.Join(fmt.Errorf("make a table for the bare insert: %w", err), b.close())
	}
	for _, p := range []struct {
		to  **sql.Stmt
		on  *sql.DB
		sql string
	}{{&b.keys, r, fmt.Sprintf(keysOfList, kind)}, {&b.update, w, update}, {&b.insert, w, insert}} {
		if *p.to, err = p.on.PrepareContext(ctx, p.sql); err != nil {
			return nil, errors.Join(fmt.Errorf("prepare %s: %w", p.sql, err), b.close())
		}
	}
	if !store.OnServer(s.Place) { // a server's index is written in letters of our own
		b.found, err = r.PrepareContext(ctx, search)
	}
	return b, err
}

func (b *bare) close() error {
	_, err := b.writer.Exec("DROP TABLE bench_events")
	return errors.Join(err, b.writer.Close(), b.reader.Close())
}

// entries reads what q finds, with the units of each; asked does the same for a query that is prepared for it.
func (b *bare) entries(ctx context.Context, q *sql.Stmt, args ...any) ([]ledger.Entry, error) {
	rows, err := q.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	return b.all(ctx, rows)
}

func (b *bare) asked(ctx context.Context, q string, args ...any) ([]ledger.Entry, error) {
	rows, err := b.reader.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, err
	}
	return b.all(ctx, rows)
}

func (b *bare) all(ctx context.Context, rows *sql.Rows) ([]ledger.Entry, error) {
	defer rows.Close()
	all, at, ids := make([]ledger.Entry, 0, 51), map[int64]int{}, []any{}
	for rows.Next() {
		var e ledger.Entry
		if err := rows.Scan(&e.ID, &e.Number, &e.Kind, &e.ReportID, &e.Seat, &e.Article, &e.Period, &e.Text, &e.Quote, &e.Start, &e.End, &e.EvidenceStart, &e.EvidenceEnd, &e.Rule, &e.Theme, &e.Speaker,
			&e.Leader, &e.Remark, &e.DueText, &e.Due, &e.DueBasis, &e.Status, &e.Outcome, &e.ResolvedAt, &e.ResolvedBy, &e.OutcomeBefore, &e.Evidence, &e.VerifiedAt, &e.VerifiedBy, &e.Percent, &e.Parent,
			&e.Children, &e.SuspendedOn, &e.Rebounds, &e.Back, &e.Begun, &e.Heard, &e.Reported, &e.Missed, &e.Caught, &e.Pace, &e.Span, &e.SameAs, &e.Under, &e.Recurs, &e.Version, &e.CreatedAt, &e.UpdatedAt); err != nil {
			return nil, err
		}
		at[e.ID], all, ids = len(all), append(all, e), append(ids, e.ID)
	}
	if err := rows.Err(); err != nil || len(ids) == 0 {
		return all, err
	}
	return all, b.parties(ctx, all, at, ids)
}

func (b *bare) parties(ctx context.Context, all []ledger.Entry, at map[int64]int, ids []any) error {
	marks := make([]string, len(ids))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	rows, err := b.reader.QueryContext(ctx, "SELECT entry_id, unit_code, name, role, scope FROM entry_units WHERE entry_id IN ("+strings.Join(marks, ",")+") ORDER BY entry_id, position", ids...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var p ledger.Party
		if err := rows.Scan(&id, &p.UnitCode, &p.Name, &p.Role, &p.Scope); err != nil {
			return err
		}
		all[at[id]].Units = append(all[at[id]].Units, p)
	}
	return rows.Err()
}

func (b *bare) list(c *gin.Context) {
	b.answer(c, func(ctx context.Context) ([]ledger.Entry, error) { return b.entries(ctx, b.keys) })
}

func (b *bare) search(c *gin.Context) {
	b.answer(c, func(ctx context.Context) ([]ledger.Entry, error) { return b.entries(ctx, b.found, `"`+word+`"`) })
}

func (b *bare) answer(c *gin.Context, read func(context.Context) ([]ledger.Entry, error)) {
	all, err := read(c.Request.Context())
	if err != nil {
		c.String(http.StatusInternalServerError, err.Error())
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": all[:min(50, len(all))]})
}

func (b *bare) read(int) error {
	_, err := b.entries(context.Background(), b.keys)
	return err
}

// write is one transaction of an UPDATE and an INSERT. The status stays as it was, so that the ledger's own columns stay true.
func (b *bare) write(worker int) error {
	tx, err := b.writer.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // of what was committed: nothing
	at, id := b.now(), b.ids[worker]
	if _, err := tx.Stmt(b.update).Exec(ledger.Registered, "现场核查，已办结。", at, id); err != nil {
		return err
	}
	if _, err := tx.Stmt(b.insert).Exec(at, "bench", "resolve", id, "现场核查，已办结。"); err != nil {
		return err
	}
	return tx.Commit()
}
