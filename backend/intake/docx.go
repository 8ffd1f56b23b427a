package intake

import (
	"encoding/xml"
	"errors"
	"strings"
)

// readDOCX reads the text of a Word document as it shows: automatic numbers written out, insertions taken as made and
// deletions left out, a table by its rows (table.go), a text box after the paragraph that holds it. Comments, notes, headers
// and footers are not of the text. An empty paragraph is an empty line.
func readDOCX(ts *tables, a *archive) (string, error) {
	numbers, err := readNumbering(a)
	var lines []string
	if err == nil {
		doc := &document{numbers: numbers, tables: ts}
		err = a.each(a.mainPart(), func(d *xml.Decoder, t xml.Token) error {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "body" {
				doc.d = d
				lines, err = doc.blocks(0, nil)
				return err
			}
			return nil
		})
	}
	switch {
	case errors.Is(err, errTooMuch):
		return "", tooLong()
	case err != nil:
		return "", damaged(word)
	}
	return strings.Join(lines, "\n"), nil
}

// document is a Word document being read.
type document struct {
	d       *xml.Decoder
	numbers *numbering
	tables  *tables
}

const maxDepth = 60 // tables and text boxes within one another

var errTooDeep = errors.New("nested too deeply")

// leftOut lists what holds no words of the text as it shows: what was deleted or moved away, the second telling of a
// drawing, the workings of fields, the reading aids over characters.
var leftOut = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "instrText": true, "delText": true, "delInstrText": true, "rt": true,
	"sectPr": true, "tblPr": true, "tblGrid": true, "sdtPr": true, "sdtEndPr": true,
}

// blocks reads paragraphs and tables up to the end of the element that holds them; in is the table's cell that does, or nil.
func (c *document) blocks(depth int, in *cell) (lines []string, err error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	joined := false // the last paragraph's mark was deleted: the next goes on with it
	err = children(c.d, func(e xml.StartElement) error {
		switch name := e.Name.Local; {
		case name == "p":
			p := paragraph{doc: c, depth: depth}
			if err := p.read(); err != nil {
				return err
			}
			if joined {
				lines[len(lines)-1] += p.text.String()
			} else {
				lines = append(lines, p.label+p.text.String())
			}
			joined = p.unmarked && p.boxes == nil
			lines = append(lines, p.boxes...)
		case name == "tbl":
			joined = false
			more, err := c.table(depth + 1)
			lines = append(lines, more...)
			return err
		case name == "tcPr" && in != nil:
			return c.cellProperties(in)
		case leftOut[name]:
			return c.d.Skip()
		default:
			return errDescend
		}
		return nil
	})
	return lines, err
}

// table reads a table up to its end.
func (c *document) table(depth int) ([]string, error) {
	var t table
	err := children(c.d, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			t.row()
			return errDescend
		case "trPr":
			return c.rowProperties(&t)
		case "tc":
			var one cell
			lines, err := c.blocks(depth, &one)
			one.lines = lines
			t.add(one)
			return err
		case "tblPr", "tblGrid":
			return c.d.Skip()
		}
		return errDescend
	})
	return t.text(c.tables), err
}

// rowProperties takes off a row that was deleted, and makes room for the columns that a row leaves out.
func (c *document) rowProperties(t *table) error {
	return children(c.d, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "del":
			t.drop()
		case "gridBefore":
			for range number(attr(e, "val"), maxColumns) {
				t.add(cell{})
			}
		}
		return errDescend
	})
}

func (c *document) cellProperties(one *cell) error {
	return children(c.d, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "gridSpan":
			one.span = number(attr(e, "val"), maxColumns)
		case "vMerge":
			one.follows = attr(e, "val") != "restart"
		}
		return errDescend
	})
}

// errDescend asks children to go into an element rather than past it.
var errDescend = errors.New("descend")

// children hands the elements below the present one to see, up to its end. What see returns nil for, it has read to its end;
// of what it asks to descend into, it sees the children.
func children(d *xml.Decoder, see func(xml.StartElement) error) error {
	for open := 0; open >= 0; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			open--
		case xml.StartElement:
			if err := see(e); err == errDescend {
				open++
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}
