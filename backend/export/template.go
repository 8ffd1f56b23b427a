package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

// MaxTemplate is how many bytes a template may have.
const MaxTemplate = docx.MaxTemplate

// Template is an office's own layout of a paper.
type Template struct {
	paper   *Paper
	file    *docx.Template
	Missing []Place // what the paper could say and the template has no place for
}

// Places lists the places that a template of the paper may have.
func (p *Paper) Places() (all []Place) {
	for _, x := range allPlaces {
		if slices.Contains(p.places, x.Name) {
			all = append(all, x)
		}
	}
	return all
}

// place finds one of the paper's places by its name in either language.
func (p *Paper) place(name string) *Place {
	for i, x := range allPlaces {
		if (x.Name == name || strings.EqualFold(x.Alias, name)) && slices.Contains(p.places, x.Name) {
			return &allPlaces[i]
		}
	}
	return nil
}

// OpenTemplate reads a template of the paper. A mistake says what is wrong with the file, or with its places: the text has none, a
// name means nothing here, what takes paragraphs does not stand alone.
func (p *Paper) OpenTemplate(data []byte) (*Template, error) {
	file, err := docx.OpenTemplate(data)
	if err != nil {
		return nil, err
	}
	found, unknown, crowded := map[string]bool{}, []string{}, []string{}
	for _, x := range file.Places() {
		place := p.place(x.Name)
		switch {
		case place == nil && !slices.Contains(unknown, x.Name):
			unknown = append(unknown, x.Name)
		case place != nil && place.Block && !x.Alone:
			crowded = append(crowded, x.Name)
		case place != nil:
			found[place.Name] = true
		}
	}
	switch {
	case len(unknown) > 0:
		return nil, ledger.Mistake(ledger.Invalid, "file", "模板里有不认识的位置：%[1]s。%[2]s可用的位置见下面的列表，请改名或删去后再上传。", "The template has places that mean nothing here: %[1]s. Those of this paper are listed below; rename or remove them.", inBraces(unknown), p.Words.ZH)
	case len(crowded) > 0:
		return nil, ledger.Mistake(ledger.Invalid, "file", "%[1]s要独占一段：它会换成整段的文字和表格，同一段里不能有别的字。", "%[1]s must stand alone in a paragraph: whole paragraphs and tables take its place.", inBraces(crowded))
	case !found[placeBody]:
		return nil, ledger.Mistake(ledger.Invalid, "file", "模板里没有正文的位置。请在放正文的地方单独写一段：{{正文}}。", "The template has no place for the text. Write a paragraph {{正文}} or {{body}} where it is to stand.")
	}
	t := &Template{paper: p, file: file}
	for _, x := range p.Places() {
		if !found[x.Name] {
			t.Missing = append(t.Missing, x)
		}
	}
	return t, nil
}

func inBraces(names []string) string {
	said := []string{}
	for _, n := range names[:min(len(names), 10)] {
		said = append(said, "{{"+n+"}}")
	}
	return strings.Join(said, "、")
}

// Write writes the paper in the template's layout.
func (t *Template) Write(w io.Writer, f *Facts) error {
	f.Lang = ledger.Chinese
	d := t.paper.fill(f)
	err := t.file.Write(w, func(name string) (docx.Filling, bool) {
		place := t.paper.place(name)
		if place == nil {
			return docx.Filling{}, false
		}
		return docx.Filling{Words: d.said[place.Name], Blocks: d.blocks[place.Name], Whole: place.Block}, true
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", t.paper.Name, err)
	}
	return nil
}

// WriteStarter writes our own layout with the names of the places in it, to make a template of.
func (p *Paper) WriteStarter(w io.Writer) error {
	d := draft{map[string]docx.Run{}, map[string][]docx.Block{}}
	for _, x := range p.Places() {
		words := docx.Plain("%s", "{{"+x.Name+"}}")
		d.said[x.Name] = words
		if style := docx.Body; x.Block {
			if x.Name == placeSources {
				style = docx.Fine
			}
			d.blocks[x.Name] = []docx.Block{docx.Para(style, words)}
		}
	}
	page := p.lay(d)
	page.Title, page.Above = p.Words.ZH, "{{"+placeDraft+"}}"
	return docx.Write(w, page)
}
