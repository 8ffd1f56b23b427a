package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// condition is a piece of SQL with its arguments.
type condition struct {
	sql  string
	args []any
}

// selection is a filter made into SQL: one or two branches without a row in common, their order, and where to go on.
// Branches read the table entries or, for a unit, the table reach, whose columns have the same names.
type selection struct {
	db       *gorm.DB
	counted  []branch // of the kept counts, where they know what the filter selects by
	branches []branch
	whole    bool // the one branch is the whole ledger
	order    order
	after    []condition
}

// inLedger is the condition that the indexes of lists are made for, to the letter.
const inLedger = "e.status NOT IN ('draft', 'rejected', 'linked')"

type branch struct {
	table string
	args  []any // of the table
	where []condition
}

func (r *Reader) selection(ctx context.Context, f ledger.Filter, d ledger.Day) (*selection, error) {
	o, err := findOrder(f.Sort)
	if err != nil {
		return nil, err
	}
	s := &selection{db: r.db.WithContext(ctx), order: o}
	where, err := r.conditions(ctx, f, d, o)
	if err != nil {
		return nil, err
	}
	if s.branches, err = r.branches(ctx, f.Unit); err != nil {
		return nil, err
	}
	s.whole = f.Unit == ""
	s.counted = countedBy(f, s.branches, where)
	if err := s.hold(ctx, r, f); err != nil {
		return nil, err
	}
	for i := range s.branches {
		s.branches[i].where = append(s.branches[i].where, where...)
		if all := phrases(f.Query); len(all) > 0 {
			s.branches[i] = dialectOf(r.db).searching(s.branches[i], all)
		}
	}
	if f.Cursor != "" {
		c, err := o.after(f.Cursor)
		if err != nil {
			return nil, err
		}
		s.after = []condition{c}
	}
	return s, nil
}

// branches says where to look: through the whole ledger, or at what is addressed to a unit by name and what reaches it
// through a collective. An entry that does both counts as the latter, so that none comes twice.
func (r *Reader) branches(ctx context.Context, unit string) ([]branch, error) {
	if unit == "" {
		return []branch{{table: "entries AS e", where: []condition{{inLedger, nil}}}}, nil
	}
	u, err := r.Unit(ctx, unit)
	if err != nil {
		return nil, asFilter(err, "unit")
	}
	scopes := u.Kind.Scopes()
	if len(scopes) == 0 {
		return []branch{{table: "reach AS e", where: []condition{{"e.unit_code = ?", []any{unit}}}}}, nil
	}
	shared := []condition{{"e.unit_code = '' AND e.scope IN ?", []any{scopes}}}
	strange, err := scan[int64](ctx, r.db, "reports of others", "SELECT id FROM reports WHERE unit_code NOT IN ? LIMIT 1", u.Seats())
	if err != nil {
		return nil, err
	}
	if len(strange) > 0 {
		shared = append(shared, condition{heardBy, []any{u.Seats()}})
	}
	return []branch{
		{table: "reach AS e", where: []condition{{"e.unit_code = ? AND e.scope NOT IN ?", []any{unit, scopes}}}},
		{table: "reach AS e", where: shared},
	}, nil
}

// heardBy holds what is asked of collectives to the meetings that a unit hears, where there are others.
const heardBy = "e.seat IN ?"

// conditions are those that hold in every branch. Columns of few values are marked weak unless an index leads with them
// in this order.
func (r *Reader) conditions(ctx context.Context, f ledger.Filter, d ledger.Day, o order) (all []condition, err error) {
	add := func(sql string, args ...any) { all = append(all, condition{sql, args}) }
	if f.Kind != "" {
		add(weak("e.kind")+" = ?", f.Kind)
	}
	if f.Theme != "" {
		if _, err := r.theme(ctx, f.Theme); err != nil {
			return nil, asFilter(err, "theme")
		}
		add("e.theme = ?", f.Theme)
	}
	f, days := byDays(f, d, r.now().Location())
	all = append(all, days...)
	if f.Status != "" {
		if len(f.Statuses()) == 0 {
			return nil, ledger.Mistake(ledger.BadRequest, "status", "没有“%s”这种状态。", "There is no status “%s”.", f.Status)
		}
		all = append(all, standingAs(f, o)...)
	}
	if f.Month != "" {
		add("e.period = ?", f.Month)
	}
	if f.Report != 0 {
		add("e.report_id = ?", f.Report)
	}
	if f.Light != "" {
		all = append(all, lit(f.Light, d)...)
	}
	return all, nil
}

// standingAs selects what has the status or the class of that name: by the class, which indexes lead with in the orders that they
// have, otherwise by statuses, which the indexes of themes, months and changes hold.
func standingAs(f ledger.Filter, o order) []condition {
	if ledger.Class(f.Status) == ledger.Standing {
		return []condition{{weak("e.status") + " <> ?", []any{ledger.Withdrawn}}}
	}
	statuses := f.Statuses()
	if f.Theme != "" || f.Month != "" || o.key != "place" && o.key != "due_order" {
		return []condition{{weak("e.status") + " IN ?", []any{statuses}}}
	}
	class := condition{"e.class = ?", []any{statuses[0].Class()}}
	if ledger.Class(f.Status) == statuses[0].Class() {
		return []condition{class}
	}
	return []condition{class, {weak("e.status") + " = ?", []any{f.Status}}}
}

// asFilter turns a thing that was not found into a filter's mistake.
func asFilter(err error, field string) error {
	m := ledger.AsMistake(err)
	if m == nil || m.Code != ledger.NotFound {
		return err
	}
	return &ledger.Error{Code: ledger.BadRequest, Field: field, Words: m.Words}
}

func (b branch) from(columns string, more []condition) (string, []any) {
	args := slices.Clone(b.args)
	var where []string
	for _, c := range append(append([]condition{}, b.where...), more...) {
		where, args = append(where, c.sql), append(args, c.args...)
	}
	return fmt.Sprintf("SELECT %s FROM %s WHERE %s", columns, b.table, strings.Join(where, " AND ")), args
}

// keys lists where the entries selected stand, at most limit of them after the first offset.
func (s *selection) keys(ctx context.Context, limit, offset int) ([]key, error) {
	sql, args := s.places(s.order.by(), limit, offset)
	return scan[key](ctx, s.db, "list", sql, args...)
}

// places is the query of keys, in an order.
func (s *selection) places(by string, limit, offset int) (sql string, args []any) {
	var parts []string
	for _, b := range s.branches {
		sql, a := b.from(fmt.Sprintf("e.id AS at, e.%s AS key, e.%s AS tie", s.order.key, s.order.tie), s.after)
		parts, args = append(parts, sql), append(args, a...)
	}
	return fmt.Sprintf("%s ORDER BY %s LIMIT ? OFFSET ?", strings.Join(parts, " UNION ALL "), by), append(args, limit, offset)
}

// spot is where an entry stands in a list, and which version of it does.
type spot struct {
	id, tie, version int64
	key              any // a number, words or a time
	written          any // when it was, where the version alone does not say which one it is; else nil
}

func (p *spot) place() key {
	at, ok := p.key.(time.Time)
	if !ok {
		return key{p.id, fmt.Sprint(p.key), p.tie}
	}
	return key{p.id, at.Format(time.RFC3339Nano), p.tie}
}

// stretch reads the spots of a part of a list that has total of them: what stands nearer to its end is counted from there, for to pass
// over entries takes its time.
func (s *selection) stretch(ctx context.Context, limit, offset, total int) ([]spot, error) {
	if limit = min(limit, total-offset); limit <= 0 {
		return nil, nil
	}
	if offset <= total/2 {
		return s.spots(ctx, s.order.by(), limit, offset)
	}
	all, err := s.spots(ctx, s.order.back(), limit, total-offset-limit)
	slices.Reverse(all)
	return all, err
}

// spots reads them in an order: of the whole ledger at once, of a unit those that its branches tell.
func (s *selection) spots(ctx context.Context, by string, limit, offset int) (all []spot, err error) {
	version := "e.version, " + dialectOf(s.db).written
	var sql string
	var args []any
	if s.whole {
		columns := fmt.Sprintf("e.id, e.%s, e.%s, %s", s.order.key, s.order.tie, version)
		sql, args = s.branches[0].from(columns, s.after)
		sql, args = sql+" ORDER BY "+by+" LIMIT ? OFFSET ?", append(args, limit, offset)
	} else {
		sql, args = s.places(by, limit, offset)
		sql = "SELECT at, key, tie, " + version + " FROM (" + sql + ") AS spots, entries AS e WHERE e.id = at ORDER BY " + by
	}
	rows, err := s.db.WithContext(ctx).Raw(sql, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read list: %w", translated(s.db, err))
	}
	defer rows.Close()
	for rows.Next() {
		var p spot
		var id, tie, version any // as the driver has them: database/sql would write numbers out and read them back
		if err := rows.Scan(&id, &p.key, &tie, &version, &p.written); err != nil {
			return nil, fmt.Errorf("read list: %w", err)
		}
		p.id, _ = id.(int64)
		p.tie, _ = tie.(int64)
		p.version, _ = version.(int64)
		all = append(all, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read list: %w", translated(s.db, err))
	}
	return all, nil
}

// count tells how many entries are selected in all.
func (s *selection) count(ctx context.Context) (int, error) {
	var parts []string
	var args []any
	branches, what := s.branches, "count(*)"
	if s.counted != nil {
		branches, what = s.counted, sumOf("e.n", "true")
	}
	for _, b := range branches {
		sql, a := b.from(what, nil)
		parts, args = append(parts, "("+sql+")"), append(args, a...)
	}
	n, err := scan[int](ctx, s.db, "total", "SELECT "+strings.Join(parts, " + "), args...)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}
