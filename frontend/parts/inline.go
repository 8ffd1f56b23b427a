package parts

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// inline writes a paragraph's segments with nothing between them, for a space inside a Chinese sentence is a mistake. A mark
// leads to its item in the list; the names of known units stand out in the plain text around.
func inline(v View, names *strings.Replacer, p Paragraph) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, s := range p.Segments {
			html := s.html
			if len(s.Marks) == 0 {
				html = func() string { return s.plain(v, names) }
			}
			if _, err := io.WriteString(w, html()); err != nil {
				return err
			}
		}
		return nil
	})
}

// plain is text of no finding; where it was passed over, what it was taken for stands with it, to be shown on demand.
func (s Segment) plain(v View, names *strings.Replacer) string {
	text := names.Replace(templ.EscapeString(s.Text))
	if s.Role == "" {
		return text
	}
	said := ""
	if s.telling() {
		said = fmt.Sprintf(` data-r="%s"`, templ.EscapeString(v.In(roleWords[s.Role])))
	}
	return fmt.Sprintf(`<span class="r r-%s"%s>%s</span>`, s.Role, said, text)
}

// offsets writes where a paragraph's characters stand in the report: 120+18 139+20.
func (p Paragraph) offsets() string {
	var b strings.Builder
	for i, s := range p.Places {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d+%d", s.At, s.Chars)
	}
	return b.String()
}

// html is a marked segment. The id by which the list's item leads here stands where its finding begins; of several that
// begin at once, all but one have an empty anchor before it.
func (s Segment) html() string {
	var b strings.Builder
	anchor := ""
	for i, f := range s.Starts {
		if i == 0 {
			anchor = fmt.Sprintf(` id="q-%d"`, f.ID)
		} else {
			fmt.Fprintf(&b, `<span id="q-%d"></span>`, f.ID)
		}
	}
	var ids []string
	for _, f := range s.Marks {
		ids = append(ids, id(f.ID))
	}
	f := s.Marks[0]
	fmt.Fprintf(&b, `<mark%s class="m m-%s st-%s" data-f="%s"><a href="#f-%d" tabindex="-1">%s</a></mark>`,
		anchor, f.Kind, f.Status, strings.Join(ids, " "), f.ID, templ.EscapeString(s.Text))
	return b.String()
}

// inContext writes the quote between what stands before and after it in the report.
func (r Cited) inContext() templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		before, after := "", ""
		if r.Before != "" {
			before = `<span class="soft">…` + templ.EscapeString(unbroken(r.Before)) + `</span>`
		}
		if r.After != "" {
			after = `<span class="soft">` + templ.EscapeString(unbroken(r.After)) + `…</span>`
		}
		_, err := fmt.Fprintf(w, `%s<mark class="m m-%s">%s</mark>%s`, before, r.Finding.Kind, templ.EscapeString(unbroken(r.Quote)), after)
		return err
	})
}

// unbroken joins the hard line breaks of a stretch of a report.
func unbroken(s string) string {
	text := []rune(s)
	joined, _ := join(text, stretch{0, len(text)})
	return joined
}

// unitNames sets the names of the units near a seat in bold, in text that is escaped already.
func (v View) unitNames(seat string) *strings.Replacer {
	var pairs []string
	add := func(name string) {
		name = templ.EscapeString(name)
		pairs = append(pairs, name, "<b>"+name+"</b>")
	}
	for _, u := range v.Near(seat) {
		add(u.Name)
		for _, a := range u.Aliases {
			add(a.Name)
		}
	}
	return strings.NewReplacer(pairs...)
}

// Span says a metric's period: 2024 年 1—8 月 for 2024-01/2024-08, 2023 年 for 2023.
func (v View) Span(period string) string {
	from, to, ranged := strings.Cut(period, "/")
	switch {
	case !ranged && len(from) == 4:
		return v.T("%s 年", "%s", from)
	case !ranged:
		return v.Month(ledger.Period(from))
	case len(from) == 7 && len(to) == 7 && from[:4] == to[:4]:
		return v.T("%s 年 %s—%s", "%[2]s–%[3]s %[1]s", from[:4], strings.TrimSuffix(v.ShortMonth(ledger.Period(from)), " 月"), v.ShortMonth(ledger.Period(to)))
	}
	return from + v.T(" 至 ", " to ") + to
}
