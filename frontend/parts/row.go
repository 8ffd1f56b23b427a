package parts

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Row is one line of the ledger's list. Note and Err are what was typed and what was wrong with it after a refused move.
type Row struct {
	Entry ledger.Entry
	Back  string       // the list's address, to which a browser without script returns (field back)
	Query string       // the words that were searched for, marked in the text
	Shown ledger.Shown // the columns chosen
	Note  string
	Err   *ledger.Error
}

// BulkForm is the id of the form to which the boxes of a list's rows belong: each is the field pick, an id and a version.
const BulkForm = "bulk"

// Picked writes an entry as the box of its row does.
func Picked(e ledger.Entry) string { return id(e.ID) + "." + strconv.Itoa(e.Version) }

// EntryRow is one line of the list. A move made from it (hidden field part=row) is answered with EntryRow of the entry as
// it stands now, or on 409 and 422 with the note as it was typed and the mistake; or with a redirect to the list, from which
// the browser takes the row.
func EntryRow(v View, r Row) templ.Component {
	return written(func(ctx context.Context, m *markup) error { return m.row(ctx, &v, &r) })
}

// EntryRows is a line of the list for each entry, each as r but for its entry.
func EntryRows(v View, entries []ledger.Entry, r Row) templ.Component {
	return written(func(ctx context.Context, m *markup) error {
		for i := range entries {
			r.Entry = entries[i]
			if err := m.row(ctx, &v, &r); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *markup) row(ctx context.Context, v *View, r *Row) error {
	e, moves := &r.Entry, v.quick(&r.Entry)
	name, version := "row-"+id(e.ID), strconv.Itoa(e.Version)
	m.add(`<tr id="`, name, `" class="st-`, string(e.Status), `" data-version="`, version, `" hx-target="this" hx-select="#`, name, `" hx-swap="outerHTML">`)
	if v.May(ledger.Handle) {
		m.add(`<td class="box"><input type="checkbox" form="`, BulkForm, `" name="pick" value="`, Picked(*e), `" aria-label="`, v.T("选择 ", "Select ")+e.Number, `"></td>`)
	}
	m.add(`<th scope="row" class="no">`)
	m.marked(e.Number, r.Query)
	m.add(`</th><td class="what"><span class="k k-`, string(e.Kind), `">`, v.In(e.Kind.Words()), `</span> <a href="`, string(EntryURL(*e)), `" lang="zh-CN">`)
	m.marked(e.Text, r.Query)
	m.add(`</a> `)
	m.beside(v, r)
	if r.Err != nil && !takesLine(moves) {
		if err := m.refused(ctx, v, r); err != nil {
			return err
		}
	}
	m.add(`</td>`)
	for _, c := range ledger.ListColumns {
		if stands(c.Column, r.Shown) {
			m.cell(v, r, c.Column)
		}
	}
	m.add(`<td class="act"><div><span class="status st-`, string(e.Status), `" title="`, v.In(e.Status.Meaning()), `">`, v.In(e.Status.Words()), `</span> `)
	if e.Status.Class() == ledger.Dropped {
		if err := m.component(ctx, unsolved(*v, *e)); err != nil {
			return err
		}
	}
	for i := range moves {
		if err := m.quickMove(ctx, v, r, &moves[i]); err != nil {
			return err
		}
	}
	m.add(`</div></td></tr>`)
	return nil
}

// beside writes what stands under an entry's words: where else the words of the search were found, and what was done.
func (m *markup) beside(v *View, r *Row) {
	e := &r.Entry
	if quote := r.elsewhere(); quote != "" && !r.Shown.Has(ledger.QuoteShown) {
		m.add(`<small class="quoted">`, v.T("原文：", "Quote: "), `<span lang="zh-CN">`)
		m.marked(quote, r.Query)
		m.add(`</span></small> `)
	}
	if e.Outcome != "" && r.Shown.Has(ledger.OutcomeShown) {
		m.add(`<small class="outcome st-`, string(e.Status), `">`, outcomeHead(*v, *e)+v.T("：", ": "), `<span lang="zh-CN">`)
		m.marked(e.Outcome, r.Query)
		m.add(`</span></small> `)
	}
}

// refused says why a move was not made that has no form of its own in the row.
func (m *markup) refused(ctx context.Context, v *View, r *Row) error {
	if err := m.component(ctx, Complaint(*v, r.Err)); err != nil || r.Note == "" {
		return err
	}
	m.add(`<p class="meta">`, v.T("您写的是：", "You wrote: "), `<q lang="zh-CN">`, r.Note, `</q></p>`)
	return nil
}

func (m *markup) quickMove(ctx context.Context, v *View, r *Row, move *ledger.Move) error {
	if move.Line() {
		return m.moveNote(ctx, v, r, move)
	}
	return m.component(templ.WithChildren(ctx, back(r.Back)), MoveButton(*v, r.Entry, *move, "row", "quiet"))
}

// CellsOf lists the cells of a row that stand between its words and its status: the columns chosen, where the outcome stands under the
// words and the light beside the due date.
func CellsOf(s ledger.Shown) (all []ledger.ListColumn) {
	for _, i := range ledger.ListColumns {
		if stands(i.Column, s) {
			all = append(all, i.Column)
		}
	}
	return all
}

func stands(c ledger.ListColumn, s ledger.Shown) bool {
	return s.Has(c) && c != ledger.OutcomeShown && !(c == ledger.LightShown && s.Has(ledger.DueShown))
}

func (m *markup) cell(v *View, r *Row, c ledger.ListColumn) {
	e := &r.Entry
	switch c {
	case ledger.UnitsShown:
		m.add(`<td class="who">`)
		m.parties(v, e.Units, r.Query)
	case ledger.ThemeShown:
		m.add(`<td class="theme">`, v.Theme(e.Theme))
	case ledger.DueShown:
		m.add(`<td class="due">`)
		if r.Shown.Has(ledger.LightShown) {
			m.due(v, e)
		} else {
			m.day(v, e.Due)
		}
	case ledger.LightShown:
		m.add(`<td class="due">`)
		if e.Status.Class() == ledger.Open {
			m.lamp(v, v.why(e))
		}
	case ledger.QuoteShown, ledger.EvidenceShown:
		m.add(`<td class="cell-text" lang="zh-CN">`)
		m.marked(v.cellText(e, c), r.Query)
	case ledger.SpeakerShown:
		m.add(`<td class="cell-text short" lang="zh-CN">`, e.Speaker)
	default:
		m.add(`<td class="cell-text short">`, v.cellText(e, c))
	}
	m.add(`</td>`)
}

// cellText is what a column that holds plain words says of an entry.
func (v *View) cellText(e *ledger.Entry, c ledger.ListColumn) string {
	switch c {
	case ledger.MonthShown:
		return v.Month(e.Period)
	case ledger.PercentShown:
		if e.Children > 0 {
			return v.T("见子事项", "see parts")
		}
		return strconv.Itoa(e.Percent) + "%"
	case ledger.QuoteShown:
		return unbroken(e.Quote)
	case ledger.EvidenceShown:
		return e.Evidence
	case ledger.ResolvedShown:
		if e.ResolvedAt != nil {
			return v.Time(*e.ResolvedAt) + " " + e.ResolvedBy
		}
	case ledger.UpdatedShown:
		return v.Time(e.UpdatedAt)
	}
	return ""
}

// MoveNote is the one-line form of a row's move that needs a line, folded until it is wanted. It opens without script; after a
// mistake it stands open with what was typed.
func MoveNote(v View, r Row, move ledger.Move) templ.Component {
	return written(func(ctx context.Context, m *markup) error { return m.moveNote(ctx, &v, &r, &move) })
}

func (m *markup) moveNote(ctx context.Context, v *View, r *Row, move *ledger.Move) error {
	url, does, open := string(movesURL(r.Entry)), v.In(move.Words), ""
	if r.Err != nil {
		open = " open"
	}
	m.add(`<details class="strike"`+open+`><summary><span class="ask">`, does, `</span><span class="cancel">`, v.T("取消", "Cancel"), `</span></summary><form method="post" action="`, url,
		`" hx-post="`, url, `"><input type="hidden" name="version" value="`, strconv.Itoa(r.Entry.Version), `"><input type="hidden" name="part" value="row"> `)
	if r.Back != "" {
		m.add(`<input type="hidden" name="back" value="`, r.Back, `"> `)
	}
	m.add(`<input name="note" value="`, r.Note, `" required maxlength="`, strconv.Itoa(ledger.MaxNote), `" autocomplete="off" aria-label="`, v.lineWords(*move),
		`" placeholder="`, v.T("一句话写明办理情况", "What was done, in one line"), `"> <button name="move" value="`, string(move.Name), `" class="go">`, does, `</button> `)
	if r.Err != nil {
		if err := m.component(ctx, Complaint(*v, r.Err)); err != nil {
			return err
		}
	}
	m.add(`</form></details>`)
	return nil
}
