package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
)

// csvFile is what every spreadsheet opens: UTF-8 with a byte order mark (without it office programs read Chinese wrongly),
// lines ended by CRLF, and no cell that a spreadsheet would run as a formula.
var csvFile = Format{
	Name: "csv", Ext: "csv", MIME: "text/csv; charset=utf-8",
	Words: ledger.Words{ZH: "CSV 文件", EN: "CSV file"}, Write: writeCSV,
}

func writeCSV(w io.Writer, x Table, each Entries) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	columns := x.columns()
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.head.In(x.Lang)
	}
	_ = out.Write(cells) // a failed write is told by Error below
	n := 0
	err := each(func(e *ledger.Entry) error {
		n++
		for i, c := range columns {
			cells[i] = text(c.value(row{e, n, &x}), x.Lang)
		}
		return out.Write(cells)
	})
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func text(value any, lang ledger.Lang) string {
	if s, ok := value.(string); ok {
		return guard(s)
	}
	return shown(value, lang)
}

// shown is a column's value as words.
func shown(value any, lang ledger.Lang) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case ledger.Date:
		return string(v)
	case ledger.Light:
		return v.Words().In(lang)
	case string:
		return v
	}
	panic(fmt.Sprintf("a column of type %T", value))
}

// formulaSigns begin what a spreadsheet may take for a formula. The full-width ones count too: some programs read them as
// their narrow twins.
const formulaSigns = "=+-@＝＋－＠\t\r\n"

// guard puts an apostrophe before text that a spreadsheet may take for a formula. A plain number stays as it is.
func guard(s string) string {
	head, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	if strings.ContainsRune(formulaSigns, head) && !number(s) {
		return "'" + s
	}
	return s
}

// unguarded is what guard was given.
func unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && guard(rest) == s {
		return rest
	}
	return s
}

// number tells whether s is digits with at most a sign before, a point within and a percent sign after.
func number(s string) bool {
	s = strings.TrimSuffix(strings.TrimLeft(s, "+-"), "%")
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Trim(s, "0123456789.") == ""
}
