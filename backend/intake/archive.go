package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// archive is a packed file. All that is read of its parts counts against one budget, so that a small file cannot unpack
// into a flood.
type archive struct {
	parts map[string]*zip.File // by name, in lower case
	left  int64
}

// maxParts bounds the parts of a packed file; an office's has some dozens.
const maxParts = 20_000

var errTooMuch = errors.New("unpacks to too much")

func unpack(data []byte) (*archive, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return nil, tooLong()
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(word)
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), left: maxRead}
	for _, f := range z.File {
		a.parts[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	return a, nil
}

func (a *archive) has(part string) bool { return a.parts[strings.ToLower(part)] != nil }

// each hands the elements and words of an XML part to see, until its end; a part that is not there has none.
func (a *archive) each(part string, see func(*xml.Decoder, xml.Token) error) error {
	f := a.parts[strings.ToLower(part)]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(&budgeted{r, &a.left})
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = see(d, t)
		}
		if err != nil {
			return err
		}
	}
}

// budgeted reads until the budget is spent.
type budgeted struct {
	r    io.Reader
	left *int64
}

func (b *budgeted) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errTooMuch
	}
	n, err := b.r.Read(p[:min(int64(len(p)), *b.left)])
	*b.left -= int64(n)
	return n, err
}

// mainPart names the part of a Word file that holds its text: the one that the package points to, or its usual place.
func (a *archive) mainPart() string {
	found := ""
	_ = a.each("_rels/.rels", func(_ *xml.Decoder, t xml.Token) error { // where the list is broken, the usual place may still be right
		if e, ok := t.(xml.StartElement); ok && strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
			found = strings.TrimPrefix(attr(e, "Target"), "/")
		}
		return nil
	})
	for _, part := range []string{found, "word/document.xml"} {
		if strings.HasPrefix(path.Dir(part), "word") && a.has(part) {
			return part
		}
	}
	return ""
}

// attr is the value of an element's attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
