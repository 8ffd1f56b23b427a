package intake

import (
	"encoding/csv"
	"io"
	"strings"

	"taizhang/backend/ledger"
)

// WriteUnits writes a register of units as ReadUnits reads it, with heads and kinds in the reader's language, so that a
// spreadsheet opens it.
func WriteUnits(w io.Writer, units []ledger.Unit, lang ledger.Lang) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	rows := csv.NewWriter(w)
	var head []string
	for _, c := range unitColumns {
		head = append(head, ledger.Words{ZH: unitHeads[c], EN: c}.In(lang))
	}
	if err := rows.Write(head); err != nil {
		return err
	}
	for _, u := range units {
		kind := ledger.Words{ZH: u.Kind.Words().ZH, EN: string(u.Kind)}.In(lang)
		row := []string{u.Code, u.Name, u.Short, kind, u.Official, u.District, string(u.ValidFrom), string(u.ValidTo), writeAliases(u.Aliases), u.Tile, u.Parent}
		if err := rows.Write(row); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}

// writeAliases writes other names with their days, as readAliases reads them.
func writeAliases(all []ledger.Alias) string {
	var parts []string
	for _, a := range all {
		s := a.Name
		if a.ValidFrom != "" {
			s += ">" + string(a.ValidFrom)
		}
		if a.ValidTo != "" {
			s += "<" + string(a.ValidTo.AddDays(1))
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ";")
}
