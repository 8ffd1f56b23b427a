package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// concern tells which entries of the ledger concern the drafts d of a report: those of tables, named by id, that where selects.
type concern struct{ tables, id, where string }

// sharingUnits are whom the entries of the ledger reach, by the units that a draft names or reaches as well: what is asked of several
// collectives is kept as asked of everyone, whichever of them it was.
func sharingUnits(where string) concern {
	return concern{"entry_units p CROSS JOIN reach r", "r.id", "r." + stands + ` AND p.entry_id = d.id AND r.unit_code = coalesce(p.unit_code, '') AND r.kind = d.kind
  AND (p.unit_code IS NOT NULL OR p.scope <> '' AND (r.scope = p.scope OR 'everyone' IN (r.scope, p.scope))) AND ` + where}
}

// ofDraft closes a query of the drafts of one report.
const ofDraft = " AND d.report_id = ? AND d.status = 'draft'"

// pairs joins drafts with what concerns them. CROSS JOIN keeps SQLite to this order: it would begin with every entry of the kind.
func (c concern) pairs() string {
	return "SELECT d.id, " + c.id + " FROM entries d CROSS JOIN " + c.tables + " WHERE " + c.where + ofDraft
}

// lists gives what concerns each draft in one row: to read a row takes longer than to find it.
func (c concern) lists() string {
	return "SELECT d.id, (SELECT string_agg(CAST(" + c.id + " AS TEXT), ',') FROM " + c.tables + " WHERE " + c.where + ") FROM entries d WHERE 1 = 1" + ofDraft
}

// ofLinked are the entries that the linked findings of a report are further sources of.
const ofLinked = `
SELECT d.id, x.id
FROM entries d JOIN entries x ON x.id = d.same_as WHERE d.report_id = ? AND d.status = 'linked'`

// ofMonth is the range of places of a draft's month (see reach.go), which the indexes know.
const ofMonth = " BETWEEN -100000000000 * CAST('0' || replace(d.period, '-', '') AS BIGINT) AND 99999999999 - 100000000000 * CAST('0' || replace(d.period, '-', '') AS BIGINT)"

// ofNobody are for drafts that name nobody the entries of their month that name nobody either.
var ofNobody = concern{"entries x", "x.id", `NOT EXISTS (
    SELECT 1 FROM entry_units p WHERE p.entry_id = d.id AND (p.unit_code IS NOT NULL OR p.scope <> ''))
  AND x.status NOT IN ('draft', 'rejected', 'linked') AND x.` + stands + ` AND x.home_order = 1000000000 AND x.scope = ''
  AND x.place` + ofMonth + `
  AND x.kind = d.kind AND x.report_id <> d.report_id`}

// ofDivided is what was divided in a draft's month: it reaches units through its parts alone, and may still be what the draft says again.
var ofDivided = concern{"entries x", "x.id", `x.children > 0 AND x.period = d.period AND x.kind = d.kind AND x.report_id <> d.report_id
  AND x.` + stands + ` AND EXISTS (
    SELECT 1 FROM entry_units p JOIN entry_units q ON q.entry_id = x.id AND (q.unit_code = p.unit_code OR p.scope <> '' AND q.scope = p.scope)
    WHERE p.entry_id = d.id)`}

// ofBlamed are for drafts of praise and tasks the open shortcomings of the same units and theme.
var ofBlamed = concern{"entry_units p CROSS JOIN reach r", "r.id", `d.kind IN ('progress', 'task') AND d.theme <> '' AND p.entry_id = d.id AND r.unit_code = p.unit_code
  AND r.kind = 'shortcoming' AND r.theme = d.theme AND r.status IN ? AND r.period <= d.period`}

// ofRepeated is what may say the same as a draft already: what is of its month, and the open tasks of others.
var ofRepeated = []concern{
	sharingUnits("r.place" + ofMonth + " AND r.report_id <> d.report_id"),
	sharingUnits("d.kind = 'task' AND r.status IN ? AND r.period <> d.period AND r.period BETWEEN ? AND ? AND r.report_id <> d.report_id"),
	ofNobody, ofDivided,
}

var (
	repeating  = union(" UNION ALL ", concern.lists, ofRepeated...)
	concerning = union(" UNION ", concern.pairs, append(slices.Clone(ofRepeated),
		sharingUnits("d.kind = 'shortcoming' AND d.theme <> '' AND r.theme = d.theme AND r.period < d.period"), ofBlamed)...) + " ORDER BY 1, 2"
)

func union(by string, query func(concern) string, all ...concern) string {
	queries := make([]string, len(all))
	for i, c := range all {
		queries[i] = query(c)
	}
	return strings.Join(queries, by)
}

func repeatedArgs(r *ledger.Report) []any {
	return []any{r.ID, ledger.Open.Of(), r.Period.Add(-longOpen), r.Period.Add(longOpen), r.ID, r.ID, r.ID}
}

// longOpen is how many months back an open task may lie that a draft is held against; and how many later, for reports that are brought in
// after those that followed them.
const longOpen = 12

// Remarks returns what the review of a report is to know of each of its drafts and of what was left out, by their ids.
func (r *Reader) Remarks(ctx context.Context, report *ledger.Report, findings []ledger.Entry) (map[int64]ledger.Remarks, error) {
	pairs, err := pairsOf(ctx, r.db, "entries that concern findings", concerning, append(repeatedArgs(report), report.ID, ledger.Open.Of(), report.ID)...)
	if err != nil {
		return nil, err
	}
	past, err := r.concerned(ctx, rowsOf[ledger.Entry], pairs)
	if err != nil {
		return nil, err
	}
	themes, err := r.Themes(ctx)
	if err != nil {
		return nil, err
	}
	all := map[int64]ledger.Remarks{}
	like := ledger.Likeness{}
	for i := range findings {
		if e := &findings[i]; e.Status == ledger.Draft {
			m := ledger.Remark(report, e, past[e.ID], like)
			m.Theme, m.Cue = ledger.SuggestedTheme(e, themes)
			m.Next = ledger.Next(findings, e)
			all[e.ID] = m
		}
	}
	if pairs, err = pairsOf(ctx, r.db, "linked findings", ofLinked, report.ID); err != nil {
		return nil, err
	}
	linked, err := r.concerned(ctx, rowsOf[ledger.Entry], pairs)
	if err != nil {
		return nil, err
	}
	for id, to := range linked {
		all[id] = ledger.Remarks{Same: to[0]}
	}
	return all, r.reasons(ctx, report.ID, all)
}

// repeated tells which drafts of a report say the same as an entry of the ledger: those whose Remarks have it.
func (r *Reader) repeated(ctx context.Context, report *ledger.Report, findings []ledger.Entry) (map[int64]bool, error) {
	pairs, err := listedPairs(ctx, r.db, "entries that say the same", repeating, repeatedArgs(report)...)
	if err != nil {
		return nil, err
	}
	past, err := r.concerned(ctx, textsOf, pairs)
	all, like := map[int64]bool{}, ledger.Likeness{}
	for i := range findings {
		if e := &findings[i]; e.Status == ledger.Draft {
			all[e.ID] = ledger.Remark(report, e, past[e.ID], like).Same != nil
		}
	}
	return all, err
}

// textsOf reads of entries what it takes to hold a draft against them.
func textsOf(ctx context.Context, db *gorm.DB, what, rest string, args ...any) ([]ledger.Entry, error) {
	type entry struct {
		ID          int64
		Kind        ledger.Kind
		Period      ledger.Period
		Status      ledger.Status
		Text, Quote string
	}
	rows, err := rowsOf[entry](ctx, db, what, rest, args...)
	all := make([]ledger.Entry, len(rows))
	for i, r := range rows {
		all[i] = ledger.Entry{ID: r.ID, Kind: r.Kind, Period: r.Period, Status: r.Status, Text: r.Text, Quote: r.Quote}
	}
	return all, err
}

// concerned reads the entries of pairs of a finding and an entry of the ledger that concerns it; the same may concern many.
func (r *Reader) concerned(ctx context.Context, read func(context.Context, *gorm.DB, string, string, ...any) ([]ledger.Entry, error), pairs [][2]int64) (map[int64][]*ledger.Entry, error) {
	known, ids := map[int64]*ledger.Entry{}, []int64{}
	for _, p := range pairs {
		if known[p[1]] == nil {
			known[p[1]], ids = &ledger.Entry{}, append(ids, p[1])
		}
	}
	for some := range slices.Chunk(ids, batch) {
		rows, err := read(ctx, r.db, "entries that concern findings", "FROM entries WHERE id IN ?", some)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			*known[rows[i].ID] = rows[i]
		}
	}
	all := map[int64][]*ledger.Entry{}
	for _, p := range pairs {
		all[p[0]] = append(all[p[0]], known[p[1]])
	}
	return all, nil
}

// pairsOf runs a query of two numbers a row.
func pairsOf(ctx context.Context, db *gorm.DB, what, query string, args ...any) (all [][2]int64, err error) {
	rows, err := db.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translated(db, err))
	}
	defer rows.Close()
	for rows.Next() {
		var p [2]int64
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			return nil, fmt.Errorf("read %s: %w", what, err)
		}
		all = append(all, p)
	}
	return all, failed("read "+what, rows.Err())
}

// listedPairs runs a query of a number and, separated by commas, those that go with it; nothing where there are none.
func listedPairs(ctx context.Context, db *gorm.DB, what, query string, args ...any) (all [][2]int64, err error) {
	rows, err := db.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translated(db, err))
	}
	defer rows.Close()
	for rows.Next() {
		var of int64
		var others sql.NullString
		if err := rows.Scan(&of, &others); err != nil {
			return nil, fmt.Errorf("read %s: %w", what, err)
		}
		if !others.Valid {
			continue
		}
		for other := range strings.SplitSeq(others.String, ",") {
			id, err := strconv.ParseInt(other, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", what, err)
			}
			all = append(all, [2]int64{of, id})
		}
	}
	return all, failed("read "+what, rows.Err())
}

// reasons fills in why findings were left out.
func (r *Reader) reasons(ctx context.Context, reportID int64, all map[int64]ledger.Remarks) error {
	type row struct {
		SubjectID int64
		Note      string
	}
	rows, err := scan[row](ctx, r.db, "reasons", `
SELECT subject_id, note FROM events WHERE id IN (
  SELECT max(v.id) FROM entries e JOIN events v ON v.subject = 'entry' AND v.subject_id = e.id AND v.action IN ('reject', 'withdraw', 'reread')
  WHERE e.report_id = ? AND e.status = 'rejected' GROUP BY e.id)`, reportID)
	for _, n := range rows {
		all[n.SubjectID] = ledger.Remarks{Reason: n.Note}
	}
	return err
}
