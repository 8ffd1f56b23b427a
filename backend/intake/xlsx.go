package intake

import (
	"encoding/xml"
	"errors"
	"path"
	"strings"

	"taizhang/backend/ledger"
)

// readXLSX reads a workbook sheet by sheet, each as a table (rows.go). Sheets that are hidden or empty are passed over; the
// names of the others stand above them where they are several.
//
// It is our own for the sake of hostile files: the library that writes our workbooks tells merged cells and formats only
// from a sheet held in memory whole, every row filled up to its last column.
func readXLSX(ts *tables, a *archive) (string, error) {
	ts.tabular = true
	b := &book{a: a, left: maxCells, tables: ts}
	lines, err := b.read()
	switch {
	case errors.Is(err, errTooMuch):
		return "", ledger.Mistake(ledger.TooLarge, "file", "工作簿太大，一张表最多读 %[1]d 行、%[2]d 列。请只保留任务所在的工作表和区域，另存后再上传。",
			"The workbook is too large; a sheet is read up to row %[1]d and column %[2]d. Keep only the sheets and cells that hold tasks, save it and upload that.", maxHeight, maxWidth)
	case err != nil:
		return "", damaged(excel)
	}
	return strings.Join(lines, "\n"), nil
}

// book is a workbook being read.
type book struct {
	a      *archive
	tables *tables
	shared []string // words that cells share
	dates  []bool   // by a cell's style: whether its number is a day
	shares []bool   // by a cell's style: whether its number is a percentage
	from   float64  // days from 1899-12-30 to the day that numbers count from
	left   int      // cells that may still be read
}

type sheet struct{ name, part string }

func (b *book) read() ([]string, error) {
	sheets, err := b.sheets()
	if err == nil {
		err = b.readShared()
	}
	if err == nil {
		err = b.readStyles()
	}
	if err != nil {
		return nil, err
	}
	var names []string
	var all [][]string
	for _, s := range sheets {
		g, err := b.sheet(s.part)
		if err != nil {
			return nil, err
		}
		b.tables.name = s.name
		if lines := b.tables.lines(g); len(lines) > 0 {
			names, all = append(names, s.name), append(all, lines)
		}
	}
	var out []string
	for i, lines := range all {
		if len(all) > 1 && lines[0] != names[i] {
			out = append(out, names[i])
		}
		out = append(out, lines...)
	}
	return out, nil
}

// sheets lists the sheets that show, in order.
func (b *book) sheets() (all []sheet, err error) {
	parts := map[string]string{}
	err = b.a.each("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			parts[attr(e, "Id")] = strings.TrimPrefix(target, "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = b.a.each("xl/workbook.xml", func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr" && attr(e, "date1904") != "" && attr(e, "date1904") != "0" && attr(e, "date1904") != "false":
			b.from = 1462
		case e.Name.Local == "sheet" && !strings.Contains(strings.ToLower(attr(e, "state")), "hidden"):
			all = append(all, sheet{attr(e, "name"), parts[attr(e, "id")]})
		}
		return nil
	})
	return all, err
}

// readShared reads the words that cells share; the readings over characters are left out.
func (b *book) readShared() error {
	return b.a.each("xl/sharedStrings.xml", func(d *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
			text, err := words(d)
			b.shared = append(b.shared, text)
			return err
		}
		return nil
	})
}

// words are the texts below the present element, up to its end.
func words(d *xml.Decoder) (string, error) {
	var out strings.Builder
	err := children(d, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			s, err := content(d)
			out.WriteString(s)
			return err
		case "rPh":
			return d.Skip()
		}
		return errDescend
	})
	return out.String(), err
}

// content is the character data of the present element, up to its end.
func content(d *xml.Decoder) (string, error) {
	var out strings.Builder
	for {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch x := t.(type) {
		case xml.CharData:
			out.Write(x)
		case xml.StartElement:
			if err := d.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return out.String(), nil
		}
	}
}
