package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// maxCells bounds the cells of a workbook or of a CSV file.
const maxCells = 1_000_000

// readCSV reads a table in UTF-8, UTF-16 or GB18030, its cells parted by commas, semicolons or tabs, whichever its first
// lines hold most of. Quotation marks that do not match are words like any other.
func readCSV(ts *tables, data []byte) (string, error) {
	ts.tabular = true
	text, err := readPlain(data)
	if err != nil {
		return "", err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	var g grid
	for cells := 0; cells <= maxCells; {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return strings.Join(ts.lines(g), "\n"), nil
		}
		if err != nil {
			return "", damaged(csvFile)
		}
		g, cells = append(g, row), cells+len(row)
	}
	return "", tooLong()
}

func separator(text string) rune {
	head := text[:min(len(text), 4096)]
	best := ','
	for _, r := range ";\t" {
		if strings.Count(head, string(r)) > strings.Count(head, string(best)) {
			best = r
		}
	}
	return best
}
