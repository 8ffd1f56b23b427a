package pages

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Trying is a form's dry run: the reports it may be tried on, and what came of it; Trial is nil before it was tried.
type Trying struct {
	Reports []ledger.ReportCount // newest first
	Barred  bool                 // whoever looks may not read reports
	Chosen  int64                // 0 is the newest
	Trial   *ledger.Trial
}

// mostDifferences bounds how many differences a page shows.
const mostDifferences = 200

// AliasForm is one row of a unit's other names as it was typed.
type AliasForm struct{ Name, From, To string }

// UnitForm is what stands in the form of a unit, as it was typed. Was tells the unit that it rests on, "" for a new one.
type UnitForm struct {
	Code, Name, Short, Official, District, Position, Tile, Parent, From, To, Was string
	Kind                                                                         ledger.UnitKind
	Aliases                                                                      []AliasForm
}

// rows are the aliases and some empty rows for more.
func (f UnitForm) rows() []AliasForm {
	return append(f.Aliases[:len(f.Aliases):len(f.Aliases)], make([]AliasForm, 3)...)
}

// ThemeForm is what stands in the form of a theme, as it was typed; Old is its name so far, "" for a new one.
type ThemeForm struct{ Old, Name, English, Position, Same, Cues, Was string }

// WordList is a list of the genre's words: what it does, the program's words in it and the office's own.
type WordList struct {
	Name       string
	Words      ledger.Words
	Known, Own []string
}

// WordGroup gathers lists of one sort.
type WordGroup struct {
	Words ledger.Words
	Lists []WordList
}

func adminURL(parts ...string) templ.SafeURL {
	path := "/admin"
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return templ.SafeURL(path)
}

// some says the first words of a list and how many more there are.
func some(b Base, words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, b.T("、", ", "))
	}
	return strings.Join(words[:most], b.T("、", ", ")) + b.T(" 等 %d 个", " and more, %d in all", len(words))
}

// days says between which days something holds, "" for always.
func days(b Base, from, to ledger.Date) string {
	switch {
	case from != "" && to != "":
		return b.T("%s 至 %s", "%s to %s", from, to)
	case from != "":
		return b.T("%s 起", "from %s", from)
	case to != "":
		return b.T("至 %s", "until %s", to)
	}
	return ""
}

// faulty tells whether a mistake is about the field.
func faulty(err *ledger.Error, field string) bool { return err != nil && err.Field == field }
