package export

import (
	"encoding/json"
	"fmt"
	"io"

	"taizhang/backend/ledger"
)

// jsonFile is for programs: every field of an entry as the API spells it, with its light and its source, one entry a line.
var jsonFile = Format{
	Name: "json", Ext: "json", MIME: "application/json",
	Words: ledger.Words{ZH: "JSON 数据", EN: "JSON data"}, Write: writeJSON,
}

type record struct {
	*ledger.Entry
	Light  ledger.Light `json:"light"`
	Why    []string     `json:"why"` // the rules that lit it, in the table's language
	Source source       `json:"source"`
}

type source struct {
	Title     string      `json:"title"`
	Name      string      `json:"name"`
	Published ledger.Date `json:"published,omitempty"`
}

func why(e *ledger.Entry, x Table) (all []string) {
	for _, r := range e.Reasons(x.Day, x.Workdays) {
		all = append(all, r.Words.In(x.Lang))
	}
	return all
}

func writeJSON(w io.Writer, x Table, each Entries) error {
	title, err := json.Marshal(x.Title)
	if err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	if _, err = fmt.Fprintf(w, "{\"title\": %s, \"day\": %q, \"items\": [", title, x.Day.Today); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	before := "\n"
	err = each(func(e *ledger.Entry) error {
		s := x.Reports[e.ReportID]
		line, err := json.Marshal(record{e, e.Light(x.Day), why(e, x), source{s.Title, s.Name, s.Published}})
		if err == nil {
			_, err = fmt.Fprintf(w, "%s%s", before, line)
		}
		before = ",\n"
		return err
	})
	if err == nil {
		_, err = io.WriteString(w, "\n]}\n")
	}
	if err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}
