package parts

import (
	"context"
	"io"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

// markup is what a part is written into by hand where it is drawn so often that templ's way, which formats, checks and buffers every single
// value, is most of what a page costs: the rows of lists.
type markup struct{ b []byte }

// add writes markup and values in turn: every second of parts is a value, and escaped. So nothing comes in that is not: there is no
// other way to write a value.
func (m *markup) add(parts ...string) {
	for i, p := range parts {
		if i%2 == 1 && strings.ContainsAny(p, `&<>"'`) {
			p = templ.EscapeString(p)
		}
		m.b = append(m.b, p...)
	}
}

// marked writes a value with the words of a search marked in it.
func (m *markup) marked(text, query string) {
	if query == "" {
		m.add("", text)
		return
	}
	r, at := []rune(text), 0
	found, _ := hits(text, query)
	for _, h := range found {
		m.add("", string(r[at:h.start]), `<mark class="hit">`, string(r[h.start:h.end]), `</mark>`)
		at = h.end
	}
	m.add("", string(r[at:]))
}

// Write takes what a component of templ writes.
func (m *markup) Write(b []byte) (int, error) {
	m.b = append(m.b, b...)
	return len(b), nil
}

// component writes what is drawn by templ.
func (m *markup) component(ctx context.Context, c templ.Component) error { return c.Render(ctx, m) }

var markups = sync.Pool{New: func() any { return new(markup) }}

// written is a component that is written by hand.
func written(write func(ctx context.Context, m *markup) error) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		m := markups.Get().(*markup)
		defer markups.Put(m)
		m.b = m.b[:0]
		if err := write(ctx, m); err != nil {
			return err
		}
		_, err := w.Write(m.b)
		return err
	})
}
