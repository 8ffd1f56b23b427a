package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
)

// maxNested bounds how deep elements may stand in one another.
const maxNested = 256

// tokens hands each token of a part to see, with where it begins and ends. A part that is no XML, brings a document type with it (and
// with that entities of its own) or is nested without measure is refused.
func tokens(data []byte, see func(from, to int, t xml.Token) error) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		from := int(d.InputOffset())
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errNoDocument()
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.Directive:
			return errNoDocument()
		}
		if depth > maxNested {
			return errNoDocument()
		}
		if err := see(from, int(d.InputOffset()), t); err != nil {
			return err
		}
	}
}

// elements hands each element's beginning to see.
func elements(data []byte, see func(xml.StartElement) error) error {
	return tokens(data, func(_, _ int, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok {
			return see(e)
		}
		return nil
	})
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// edit puts words in the place of a stretch of a part.
type edit struct {
	from, to int
	words    string
}

// edited makes all edits at once; none may overlap another.
func edited(data []byte, all []edit) []byte {
	slices.SortStableFunc(all, func(a, b edit) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, e := range all {
		out.Write(data[at:e.from])
		out.WriteString(e.words)
		at = e.to
	}
	out.Write(data[at:])
	return out.Bytes()
}

// without leaves out the elements that match, with all that is in them.
func without(data []byte, match func(xml.StartElement) bool) []byte {
	var gone []edit
	depth, begun, inside := 0, 0, 0
	_ = tokens(data, func(from, to int, t xml.Token) error { // what cannot be read was refused before
		switch e := t.(type) {
		case xml.StartElement:
			if depth++; inside == 0 && match(e) {
				inside, begun = depth, from
			}
		case xml.EndElement:
			if inside == depth {
				gone, inside = append(gone, edit{begun, to, ""}), 0
			}
			depth--
		}
		return nil
	})
	return edited(data, gone)
}
