package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

const countMonths = `
SELECT period,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS progress,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS shortcomings,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS tasks,
  CAST(sum(CASE WHEN status IN ? THEN n ELSE 0 END) AS BIGINT) AS open,
  CAST(sum(CASE WHEN status IN ? THEN n ELSE 0 END) AS BIGINT) AS closed
FROM month_counts WHERE unit_code = '*' AND ` + stands + ` GROUP BY period HAVING sum(n) > 0 ORDER BY period DESC`

// Months lists the months that have entries, newest first, each with its seal where it is sealed.
func (r *Reader) Months(ctx context.Context) ([]ledger.MonthRow, error) {
	counts, err := scan[ledger.MonthCount](ctx, r.db, "months", countMonths,
		ledger.Progress, ledger.Shortcoming, ledger.Task, ledger.Open.Of(), ledger.Done.Of())
	if err != nil {
		return nil, err
	}
	seals, err := find[ledger.Seal](r.db.WithContext(ctx).Omit("figures"), "seals")
	if err != nil {
		return nil, err
	}
	all := make([]ledger.MonthRow, len(counts))
	for i, c := range counts {
		all[i].MonthCount = c
		for j := range seals {
			if seals[j].Period == c.Period {
				all[i].Sealed = &seals[j]
			}
		}
	}
	return all, nil
}

// Seal is the seal of a month; false where it is not sealed.
func (r *Reader) Seal(ctx context.Context, p ledger.Period) (s ledger.Seal, sealed bool, err error) {
	err = r.db.WithContext(ctx).Where("period = ?", p).Take(&s).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s, false, nil
	}
	return s, err == nil, failed("read seal", err)
}

// MonthFigures counts what the ledger says of month p as it stands now.
func (r *Reader) MonthFigures(ctx context.Context, p ledger.Period) (ledger.MonthFigures, error) {
	return recalled(ctx, r, "month", string(p), func() (f ledger.MonthFigures, err error) {
		err = r.snapshot(ctx, func(r *Reader) error { f, err = r.monthFigures(ctx, p); return err })
		return f, err
	})
}

func (r *Reader) monthFigures(ctx context.Context, p ledger.Period) (ledger.MonthFigures, error) {
	f := ledger.MonthFigures{Period: p}
	units, err := r.Units(ctx)
	if err != nil {
		return f, err
	}
	for _, count := range []func(context.Context, *ledger.MonthFigures, []ledger.Unit) error{r.monthKinds, r.monthUnits, r.monthLate, r.monthThemes, r.monthRepeats, r.monthScores} {
		if err := count(ctx, &f, units); err != nil {
			return f, err
		}
	}
	reports, err := scan[int](ctx, r.db, "reports", "SELECT count(DISTINCT report_id) FROM entries AS e WHERE "+inLedger+" AND period = ? AND "+stands, p)
	if err == nil {
		f.Reports = reports[0]
	}
	return f, err
}

const monthKinds = "SELECT kind, status, CAST(sum(n) AS BIGINT) AS n FROM month_counts WHERE unit_code = '*' AND period = ? AND " + stands + " GROUP BY kind, status"

func (r *Reader) monthKinds(ctx context.Context, f *ledger.MonthFigures, _ []ledger.Unit) error {
	type row struct {
		Kind   ledger.Kind
		Status ledger.Status
		N      int
	}
	rows, err := scan[row](ctx, r.db, "month's entries", monthKinds, f.Period)
	for _, k := range ledger.Kinds {
		sum := ledger.KindFigure{Kind: k}
		for _, n := range rows {
			if n.Kind != k {
				continue
			}
			sum.Total += n.N
			switch n.Status.Class() {
			case ledger.Open:
				sum.Open += n.N
			case ledger.Done:
				sum.Resolved += n.N
			case ledger.Dropped:
				sum.Dropped += n.N
			}
		}
		f.Kinds = append(f.Kinds, sum)
	}
	return err
}

const monthUnits = "SELECT unit_code, kind, status, CAST(sum(n) AS BIGINT) AS n FROM month_counts WHERE period = ? AND unit_code NOT IN ('*', '') AND " + stands + " GROUP BY unit_code, kind, status"

func (r *Reader) monthUnits(ctx context.Context, f *ledger.MonthFigures, units []ledger.Unit) error {
	type row struct {
		UnitCode string
		Kind     ledger.Kind
		Status   ledger.Status
		N        int
	}
	rows, err := scan[row](ctx, r.db, "month's entries by unit", monthUnits, f.Period)
	f.Units = []ledger.UnitFigure{}
	of := grouped(rows, func(n row) string { return n.UnitCode })
	for _, u := range units {
		sum := ledger.UnitFigure{Code: u.Code, Name: u.Name}
		for _, n := range of[u.Code] {
			switch n.Kind {
			case ledger.Progress:
				sum.Progress += n.N
			case ledger.Shortcoming:
				sum.Shortcomings += n.N
			case ledger.Task:
				sum.Tasks += n.N
			}
			if n.Status.Class() == ledger.Done {
				sum.Resolved += n.N
			}
		}
		if sum.Progress+sum.Shortcomings+sum.Tasks > 0 {
			f.Units = append(f.Units, sum)
		}
	}
	return err
}

const lateByKind = "SELECT kind, count(*) AS n FROM entries AS e WHERE " + inLedger + " AND period = ? AND class = 'done' AND missed <> '' GROUP BY kind"

const lateByUnit = `
SELECT r.unit_code, count(*) AS n FROM reach AS r JOIN entries AS e ON e.id = r.id
WHERE r.period = ? AND r.unit_code <> '' AND r.class = 'done' AND e.missed <> '' GROUP BY r.unit_code`

// monthLate counts of what was resolved what had missed its due date.
func (r *Reader) monthLate(ctx context.Context, f *ledger.MonthFigures, _ []ledger.Unit) error {
	type row struct {
		Kind     ledger.Kind
		UnitCode string
		N        int
	}
	kinds, err := scan[row](ctx, r.db, "what was resolved late", lateByKind, f.Period)
	if err != nil {
		return err
	}
	units, err := scan[row](ctx, r.db, "what units resolved late", lateByUnit, f.Period)
	for _, n := range kinds {
		for i := range f.Kinds {
			if f.Kinds[i].Kind == n.Kind {
				f.Kinds[i].Late = n.N
			}
		}
	}
	late := make(map[string]int, len(units))
	for _, n := range units {
		late[n.UnitCode] = n.N
	}
	for i := range f.Units {
		f.Units[i].Late = late[f.Units[i].Code]
	}
	return err
}

const monthThemes = `
SELECT theme,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS progress,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS shortcomings,
  CAST(sum(CASE WHEN kind = ? THEN n ELSE 0 END) AS BIGINT) AS tasks
FROM month_counts WHERE unit_code = '*' AND period = ? AND theme <> '' AND ` + stands + ` GROUP BY theme HAVING sum(n) > 0 ORDER BY shortcomings DESC, tasks DESC, progress DESC, theme`

func (r *Reader) monthThemes(ctx context.Context, f *ledger.MonthFigures, _ []ledger.Unit) (err error) {
	f.Themes, err = scan[ledger.ThemeFigure](ctx, r.db, "month's themes", monthThemes, ledger.Progress, ledger.Shortcoming, ledger.Task, f.Period)
	return err
}

// monthRepeats keeps of what keeps coming back what came in this month.
func (r *Reader) monthRepeats(ctx context.Context, f *ledger.MonthFigures, units []ledger.Unit) error {
	all, err := r.repeats(ctx, units, f.Period)
	f.Repeats = []ledger.RepeatFigure{}
	for _, x := range all {
		if x.Periods[0] == f.Period {
			f.Repeats = append(f.Repeats, ledger.RepeatFigure{Code: x.Unit.Code, Name: x.Unit.Name, Theme: x.Theme, Months: x.Periods, InARow: x.InARow})
		}
	}
	return err
}

func (r *Reader) monthScores(ctx context.Context, f *ledger.MonthFigures, units []ledger.Unit) error {
	scores, err := r.Scores(ctx, f.Period, f.Period)
	if err != nil {
		return err
	}
	rules, err := r.ScoreRules(ctx)
	t := ledger.NewScoreTable(f.Period, units, scores, rules)
	f.Scores = []ledger.ScoreFigure{}
	for _, row := range t.Rows {
		for _, name := range t.Indicators {
			if m, ok := row.Marks[name]; ok {
				f.Scores = append(f.Scores, ledger.ScoreFigure{Code: row.Unit.Code, Name: row.Unit.Name, Indicator: name, Value: m.Value})
			}
		}
	}
	return err
}

// mostCorrections bounds the corrections listed of one month.
const mostCorrections = 500

const corrections = `
SELECT v.*, e.id AS entry_id, e.number, e.kind, e.text FROM events AS v JOIN entries AS e ON e.id = v.subject_id
WHERE v.subject = 'entry' AND v.id > ? AND e.period = ? AND e.number <> ''
UNION ALL
SELECT v.*, 0, '', '', '' FROM events AS v WHERE v.subject = 'scores' AND v.subject_id = ? AND v.id > ?
ORDER BY 1 DESC LIMIT ?`

// Corrections lists what happened to a sealed month's entries and scores since, the newest first.
func (r *Reader) Corrections(ctx context.Context, s ledger.Seal) ([]ledger.Correction, error) {
	type row struct {
		ledger.Event
		EntryID int64
		Number  string
		Kind    ledger.Kind
		Text    string
	}
	rows, err := scan[row](ctx, r.db, "corrections", corrections, s.EventID, s.Period, monthID(s.Period), s.EventID, mostCorrections)
	all := make([]ledger.Correction, len(rows))
	for i, n := range rows {
		all[i].Event = n.Event
		if n.EntryID != 0 {
			all[i].Entry = &ledger.Entry{ID: n.EntryID, Number: n.Number, Kind: n.Kind, Text: n.Text, Period: s.Period}
		}
	}
	return all, err
}

// SealedBulletin is a month's bulletin as it was sealed; NotFound where none was.
func (r *Reader) SealedBulletin(ctx context.Context, p ledger.Period) ([]byte, error) {
	b, err := first[ledger.SealedBulletin](r.db.WithContext(ctx).Where("period = ?", p), "sealed bulletin",
		ledger.Mistake(ledger.NotFound, "month", "%s 没有封存的通报。", "No bulletin of %s was sealed.", string(p)))
	if err != nil {
		return nil, err
	}
	return b.Data, nil
}

// SealMonth freezes the figures of month p and its bulletin, for good. seen is the SHA-256 of the figures that the person saw,
// asOf the revision that the bulletin was written at: a Conflict tells that the ledger is another now, or that the month is
// sealed already.
func (w *Writer) SealMonth(p ledger.Period, seen string, asOf int64, bulletin []byte) (*ledger.Seal, error) {
	switch old, sealed, err := w.read.Seal(w.ctx(), p); {
	case err != nil:
		return nil, err
	case sealed:
		return nil, ledger.Mistake(ledger.Conflict, "month", "%[1]s 已由 %[2]s 封账。", "%[1]s was sealed by %[2]s already.", string(p), old.SealedBy)
	}
	f, err := w.read.monthFigures(w.ctx(), p)
	if err != nil {
		return nil, err
	}
	if f.Empty() {
		return nil, ledger.Mistake(ledger.NotFound, "month", "%s 没有可封账的数据。", "There is nothing of %s to seal.", string(p))
	}
	s := ledger.Seal{Period: p, SealedAt: w.time(), SealedBy: w.actor.Name}
	if s.Figures, s.SHA256, err = f.Print(); err != nil {
		return nil, err
	}
	now, err := w.read.Revision(w.ctx())
	if err != nil {
		return nil, err
	}
	if s.SHA256 != seen || now != asOf {
		return nil, ledger.Mistake(ledger.Conflict, "seen", "您核对之后数据有了变化，请重新核对再封账。", "The figures have changed since you saw them; check them again before sealing.")
	}
	s = s.WithBulletin(bulletin)
	if err := w.log("seal", "month", monthID(p), string(p), nil, s); err != nil {
		return nil, err
	}
	if s.EventID, err = w.read.Revision(w.ctx()); err != nil {
		return nil, err
	}
	if err := w.create("seal", &s); err != nil {
		return nil, err
	}
	return &s, w.create("sealed bulletin", &ledger.SealedBulletin{Period: p, Data: bulletin})
}

// MonthDrafts counts the findings of month p that wait for review.
func (r *Reader) MonthDrafts(ctx context.Context, p ledger.Period) (int, error) {
	n, err := scan[int](ctx, r.db, "drafts", "SELECT count(*) FROM entries WHERE status = ? AND period = ?", ledger.Draft, p)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}
