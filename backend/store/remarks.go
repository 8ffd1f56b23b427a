package store

import (
	"context"

	"taizhang/backend/ledger"
)

// ofDrafts joins the drafts of a report with whom the entries of the ledger reach, by the units that both name. CROSS JOIN
// keeps SQLite to this order: it would begin with every entry of the kind.
const ofDrafts = `
SELECT d.id AS draft, x.id, x.number, x.kind, x.period, x.theme, x.status, x.text, x.quote
FROM entries d CROSS JOIN entry_units p CROSS JOIN reach r CROSS JOIN entries x
WHERE d.report_id = ? AND r.` + stands + ` AND d.status = 'draft' AND p.entry_id = d.id AND r.unit_code = coalesce(p.unit_code, '') AND r.kind = d.kind
  AND (p.unit_code IS NOT NULL OR p.scope <> '' AND r.scope = p.scope) AND x.id = r.id`

// ofLinked are the entries that the linked findings of a report are further sources of.
const ofLinked = `
SELECT d.id AS draft, x.id, x.number, x.kind, x.period, x.theme, x.status, x.text, x.quote
FROM entries d JOIN entries x ON x.id = d.same_as WHERE d.report_id = ? AND d.status = 'linked'`

// ofMonth is the range of places of a draft's month (see reach.go), which the indexes know.
const ofMonth = " BETWEEN -100000000000 * CAST('0' || replace(d.period, '-', '') AS BIGINT) AND 99999999999 - 100000000000 * CAST('0' || replace(d.period, '-', '') AS BIGINT)"

// ofNobody joins the drafts that name nobody with the entries of their month that name nobody either.
const ofNobody = `
SELECT d.id AS draft, x.id, x.number, x.kind, x.period, x.theme, x.status, x.text, x.quote
FROM entries d CROSS JOIN entries x
WHERE d.report_id = ? AND d.status = 'draft' AND NOT EXISTS (
    SELECT 1 FROM entry_units p WHERE p.entry_id = d.id AND (p.unit_code IS NOT NULL OR p.scope <> ''))
  AND x.status NOT IN ('draft', 'rejected', 'linked') AND x.` + stands + ` AND x.home_order = 1000000000 AND x.scope = ''
  AND x.place` + ofMonth + `
  AND x.kind = d.kind AND x.report_id <> d.report_id`

// ofDivided joins the drafts with what was divided in their month: it reaches units through its parts alone, and may still
// be what a draft says again.
const ofDivided = `
SELECT d.id AS draft, x.id, x.number, x.kind, x.period, x.theme, x.status, x.text, x.quote
FROM entries d CROSS JOIN entries x
WHERE d.report_id = ? AND d.status = 'draft' AND x.children > 0 AND x.period = d.period AND x.kind = d.kind AND x.report_id <> d.report_id
  AND x.` + stands + ` AND EXISTS (
    SELECT 1 FROM entry_units p JOIN entry_units q ON q.entry_id = x.id AND (q.unit_code = p.unit_code OR p.scope <> '' AND q.scope = p.scope)
    WHERE p.entry_id = d.id)`

// ofBlamed joins drafts of praise and tasks with the open shortcomings of the same units and theme.
const ofBlamed = `
SELECT d.id AS draft, x.id, x.number, x.kind, x.period, x.theme, x.status, x.text, x.quote
FROM entries d CROSS JOIN entry_units p CROSS JOIN reach r CROSS JOIN entries x
WHERE d.report_id = ? AND d.status = 'draft' AND d.kind IN ('progress', 'task') AND d.theme <> '' AND p.entry_id = d.id AND r.unit_code = p.unit_code
  AND r.kind = 'shortcoming' AND r.theme = d.theme AND r.status IN ? AND r.period <= d.period AND x.id = r.id`

const concerning = ofDrafts + " AND r.place" + ofMonth + " AND r.report_id <> d.report_id UNION " +
	ofDrafts + " AND d.kind = 'shortcoming' AND d.theme <> '' AND r.theme = d.theme AND r.period < d.period UNION " +
	ofDrafts + " AND d.kind = 'task' AND r.status IN ? AND r.period <> d.period AND r.period >= ? AND r.report_id <> d.report_id UNION " +
	ofBlamed + " UNION " + ofNobody + " UNION " + ofDivided + " ORDER BY 1, 2"

// longOpen is how many months back an open task may lie that a draft is held against.
const longOpen = 12

// Remarks returns what the review of a report is to know of each of its drafts and of what was left out, by their ids.
func (r *Reader) Remarks(ctx context.Context, report *ledger.Report, findings []ledger.Entry) (map[int64]ledger.Remarks, error) {
	rows, err := scan[concerned](ctx, r.db, "entries that concern drafts", concerning, report.ID, report.ID,
		report.ID, ledger.Open.Of(), report.Period.Add(-longOpen), report.ID, ledger.Open.Of(), report.ID, report.ID)
	if err != nil {
		return nil, err
	}
	themes, err := r.Themes(ctx)
	if err != nil {
		return nil, err
	}
	past := map[int64][]ledger.Entry{}
	for _, p := range rows {
		past[p.Draft] = append(past[p.Draft], p.Entry)
	}
	all := map[int64]ledger.Remarks{}
	for i := range findings {
		if e := &findings[i]; e.Status == ledger.Draft {
			m := ledger.Remark(report, e, past[e.ID])
			m.Theme, m.Cue = ledger.SuggestedTheme(e, themes)
			m.Next = ledger.Next(findings, e)
			all[e.ID] = m
		}
	}
	linked, err := scan[concerned](ctx, r.db, "entries of linked findings", ofLinked, report.ID)
	for _, l := range linked {
		all[l.Draft] = ledger.Remarks{Same: &l.Entry}
	}
	if err != nil {
		return nil, err
	}
	return all, r.reasons(ctx, report.ID, all)
}

// concerned is an entry of the ledger that concerns a finding.
type concerned struct {
	Draft int64
	ledger.Entry
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
