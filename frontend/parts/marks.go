package parts

import (
	"context"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Lamp is an entry's light: shape, word and colour. The rule that lit it is said on pointing.
func Lamp(v View, e ledger.Entry) templ.Component {
	return written(func(_ context.Context, m *markup) error { m.lamp(&v, v.why(&e)); return nil })
}

func (m *markup) lamp(v *View, why ledger.Reason) {
	m.add(`<span class="lamp l-`, string(why.Light), `" title="`, v.In(why.Words), `">`, v.In(why.Light.Words()), `</span>`)
}

// Parties names the units of an entry, those of the register as links; the stylesheet sets the commas. Support is told apart.
func Parties(v View, all []ledger.Party) templ.Component {
	return written(func(_ context.Context, m *markup) error { m.parties(&v, all, ""); return nil })
}

func (m *markup) parties(v *View, all []ledger.Party, query string) {
	m.add(`<span class="names">`)
	for i := range all {
		m.add(`<span>`)
		m.party(&all[i], query)
		if all[i].Role == ledger.Support {
			m.add(` <small>`, v.T("（配合）", " (support)"), `</small>`)
		}
		m.add(`</span> `)
	}
	if len(all) == 0 {
		m.add(`<span class="faint">`, v.T("未指明单位", "nobody named"), `</span>`)
	}
	m.add(`</span>`)
}

func party(p *ledger.Party) templ.Component {
	return written(func(_ context.Context, m *markup) error { m.party(p, ""); return nil })
}

func (m *markup) party(p *ledger.Party, query string) {
	if p.UnitCode != nil {
		m.add(`<a href="`, string(UnitURL(*p.UnitCode)), `" lang="zh-CN">`)
		m.marked(p.Name, query)
		m.add(`</a>`)
		return
	}
	m.add(`<span lang="zh-CN">`)
	m.marked(p.Name, query)
	m.add(`</span>`)
}

// Due is a due date with its basis and light; an entry that is not followed any more shows the date alone.
func Due(v View, e ledger.Entry) templ.Component {
	return written(func(_ context.Context, m *markup) error { m.due(&v, &e); return nil })
}

func (m *markup) due(v *View, e *ledger.Entry) {
	m.day(v, e.Due)
	if e.Status.Class() != ledger.Open {
		if e.ResolvedLate() {
			m.add(`<small class="why">`, v.In(v.why(e).Words), `</small>`)
		}
		return
	}
	why := v.why(e)
	m.lamp(v, why)
	if why.Light != ledger.Green && why.Light != ledger.Blue {
		m.add(` <small class="why">`, v.In(why.Words), `</small>`)
	}
}

// day writes a due date; nothing where there is none.
func (m *markup) day(v *View, d ledger.Date) {
	if d != "" {
		m.add(`<time datetime="`, string(d), `">`, v.Date(d), `</time> `)
	}
}
