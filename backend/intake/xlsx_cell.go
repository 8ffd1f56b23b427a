package intake

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// cell is a cell's text as it shows: shared words, words of its own, a number by its style.
func (b *book) cell(d *xml.Decoder, e xml.StartElement) (string, error) {
	text := ""
	err := children(d, func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			text, err = content(d)
		case "is":
			text, err = words(d)
		default:
			err = d.Skip()
		}
		return err
	})
	switch attr(e, "t") {
	case "s":
		i := number(text, math.MaxInt32)
		return at(b.shared, i), err
	case "b":
		if text == "1" {
			return "是", err
		}
		return "否", err
	case "e":
		return "", err
	case "", "n":
		return b.number(strings.TrimSpace(text), number(attr(e, "s"), math.MaxInt32)), err
	}
	return text, err
}

// number is a number as its style shows it: a day as 2024年9月30日, a share as 85%, any other without the dust of binary
// fractions.
func (b *book) number(raw string, style int) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return raw
	}
	is := func(list []bool) bool { return style < len(list) && list[style] }
	switch {
	case is(b.dates) && v >= 1 && v < 2_958_466: // to the end of the year 9999
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(v+b.from))
		return fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day())
	case is(b.shares):
		return plainNumber(v*100) + "%"
	}
	return plainNumber(v)
}

func plainNumber(v float64) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 15, 64)
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// readStyles tells which styles show a number as a day or as a percentage.
func (b *book) readStyles() error {
	codes := map[string]string{}
	within := ""
	return b.a.each("xl/styles.xml", func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "numFmt":
			codes[attr(e, "numFmtId")] = attr(e, "formatCode")
		case "cellXfs", "cellStyleXfs", "dxfs":
			within = e.Name.Local
		case "xf":
			if within == "cellXfs" {
				id := attr(e, "numFmtId")
				b.dates = append(b.dates, showsDay(number(id, math.MaxInt32), codes[id]))
				b.shares = append(b.shares, id == "9" || id == "10" || strings.Contains(codes[id], "%"))
			}
		}
		return nil
	})
}

// showsDay tells whether a format shows a day: one of those that every program has, or one with a year or a day in it.
func showsDay(id int, code string) bool {
	if id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58 {
		return true
	}
	var bare strings.Builder // without what is quoted and what is in brackets
	quoted, bracketed := false, false
	for _, r := range strings.ToLower(code) {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[' || r == ']':
			bracketed = r == '['
		case !bracketed:
			bare.WriteRune(r)
		}
	}
	return strings.ContainsAny(bare.String(), "yd") || strings.Contains(code, "月")
}
