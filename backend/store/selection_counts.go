package store

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// countedBy is what of the kept counts says how many entries a filter selects: the same conditions, over the table that has their
// columns; nil where neither has.
func countedBy(f ledger.Filter, branches []branch, where []condition) (all []branch) {
	table := countsFor(f)
	if table == "" {
		return nil
	}
	for _, b := range branches {
		of := branch{table: table + " AS e", where: slices.Concat(b.where, where)}
		if strings.HasPrefix(b.table, "entries ") {
			of.where = append([]condition{{"e.unit_code = ?", []any{whole}}}, where...)
		}
		all = append(all, of)
	}
	return all
}

// countsFor names the table of counts that knows all that a filter selects by, "" for none. Lights and due dates are known of what is
// open, themes of months; of a unit the counts by lights know no months.
func countsFor(f ledger.Filter) string {
	byDay := f.From != "" || f.By != "" || f.Light != "" && f.Light != ledger.Grey
	isOpen := f.Light != "" && f.Light != ledger.Grey || f.Status != "" && f.Statuses()[0].Class() == ledger.Open
	switch {
	case f.Query != "" || f.Report != 0 || f.Closed != "" || f.At != "":
		return ""
	case !byDay:
		return "month_counts"
	case isOpen && f.Theme == "" && (f.Unit == "" || f.Month == ""):
		return "open_counts"
	}
	return ""
}
