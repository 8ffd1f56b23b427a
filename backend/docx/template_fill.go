package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
)

// Found is a place that a template holds.
type Found struct {
	Name  string
	Alone bool // nothing else stands in its paragraph
}

// Places lists the places of a template in the order of its parts, each as often as it stands there.
func (t *Template) Places() (all []Found) {
	for _, s := range t.spots {
		for _, p := range s.places {
			all = append(all, Found{p.name, s.alone})
		}
	}
	return all
}

// Filling is what stands in a place: words within their paragraph, or blocks in place of it.
type Filling struct {
	Words  Run
	Blocks []Block
	Whole  bool // blocks, and be there none
}

// Write writes the template with its places filled; one that fill does not know is left as it stands.
func (t *Template) Write(w io.Writer, fill func(name string) (Filling, bool)) error {
	edits := map[int][]edit{}
	for _, s := range t.spots {
		edits[s.part] = append(edits[s.part], t.fill(s, fill)...)
	}
	z := zip.NewWriter(w)
	for i, f := range t.parts {
		out, err := z.Create(f.name)
		if err == nil {
			_, err = out.Write(edited(f.data, edits[i]))
		}
		if err != nil {
			return fmt.Errorf("write docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

func (t *Template) fill(s spot, fill func(string) (Filling, bool)) []edit {
	f, ok := fill(s.places[0].name)
	if !ok || !f.Whole || !s.alone {
		return s.said(fill)
	}
	b := output{wide: t.wide, dress: s.dress(t)}
	for i, block := range f.Blocks {
		block.write(&b)
		if _, table := block.(Table); table && i == len(f.Blocks)-1 {
			b.WriteString(`<w:p/>`) // a cell or a page must not end with a table
		}
	}
	if !s.holds && len(f.Blocks) > 0 {
		return []edit{{s.from, s.to, b.String()}}
	}
	// What else the paragraph holds stays, and the paragraph of a cell must.
	return append(s.said(func(string) (Filling, bool) { return Filling{}, true }), edit{s.from, s.from, b.String()})
}

// said puts words into the places of a paragraph: each into the stretch where the place begins, out of all that it runs over.
func (s spot) said(fill func(string) (Filling, bool)) (edits []edit) {
	at := 0
	for _, x := range s.words {
		from, to := at, at+len(x.text)
		at = to
		var out strings.Builder
		changed, done := false, from
		for _, p := range s.places {
			f, ok := fill(p.name)
			if !ok || p.to <= from || p.from >= to {
				continue
			}
			changed = true
			out.WriteString(x.text[done-from : max(p.from, from)-from])
			if p.from >= from {
				out.WriteString(f.Words.text)
			}
			done = min(p.to, to)
		}
		if changed {
			out.WriteString(x.text[done-from:])
			edits = append(edits, edit{x.from, x.to, `<w:t xml:space="preserve">` + escape(out.String()) + `</w:t>`})
		}
	}
	return edits
}
