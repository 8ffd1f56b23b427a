package ledger

import (
	"slices"
	"strings"
	"sync"
)

// ListColumn is something that the ledger's list shows of an entry where it is wanted. Number, kind, words and status are always
// there.
type ListColumn string

const (
	UnitsShown    ListColumn = "units"
	ThemeShown    ListColumn = "theme"
	DueShown      ListColumn = "due"
	LightShown    ListColumn = "light"
	OutcomeShown  ListColumn = "outcome"
	MonthShown    ListColumn = "month"
	PercentShown  ListColumn = "percent"
	SpeakerShown  ListColumn = "speaker"
	QuoteShown    ListColumn = "quote"
	EvidenceShown ListColumn = "evidence"
	ResolvedShown ListColumn = "resolved"
	UpdatedShown  ListColumn = "updated"
)

// ListColumnInfo is one row of the table of columns to choose. Usual ones are shown to whoever chose nothing.
type ListColumnInfo struct {
	Column ListColumn
	Words  Words
	Usual  bool
}

// ListColumns is the table of columns to choose, in the order in which they stand.
var ListColumns = []ListColumnInfo{
	{UnitsShown, Words{"单位", "Units"}, true},
	{ThemeShown, Words{"领域", "Theme"}, true},
	{DueShown, Words{"时限", "Due"}, true},
	{LightShown, Words{"亮灯", "Light"}, true},
	{OutcomeShown, Words{"办理情况", "Outcome"}, true},
	{MonthShown, Words{"月份", "Month"}, false},
	{PercentShown, Words{"完成度", "Percent done"}, false},
	{SpeakerShown, Words{"提出人", "Speaker"}, false},
	{QuoteShown, Words{"原文", "Quote"}, false},
	{EvidenceShown, Words{"佐证", "Evidence"}, false},
	{ResolvedShown, Words{"销号", "Struck off"}, false},
	{UpdatedShown, Words{"最近改动", "Last change"}, false},
}

// Shown is a choice of columns; nil is the usual one.
type Shown []ListColumn

// noColumns is how a choice of none at all is written.
const noColumns = "none"

// ParseShown reads a choice as String writes it; a column that does not exist is a BadRequest that lists those that do.
func ParseShown(s string) (Shown, error) {
	switch s {
	case "":
		return nil, nil
	case noColumns:
		return Shown{}, nil
	}
	chosen := strings.Split(s, ".")
	all := Shown{}
	for _, i := range ListColumns {
		if slices.Contains(chosen, string(i.Column)) {
			all = append(all, i.Column)
		}
	}
	for _, c := range chosen {
		if !slices.Contains(all, ListColumn(c)) {
			var valid []string
			for _, i := range ListColumns {
				valid = append(valid, string(i.Column))
			}
			return nil, unknownValue("cols", c, valid)
		}
	}
	return all, nil
}

// String writes the choice as it stands in an address: units.due; "" for the usual one.
func (s Shown) String() string {
	if s == nil || slices.Equal(s, UsualShown()) {
		return ""
	}
	if len(s) == 0 {
		return noColumns
	}
	return strings.Join(names(s), ".")
}

// Has tells whether a column is shown.
func (s Shown) Has(c ListColumn) bool {
	if s == nil {
		s = usualShown()
	}
	return slices.Contains(s, c)
}

var usualShown = sync.OnceValue(UsualShown)

// UsualShown is what is shown to whoever chose nothing.
func UsualShown() (all Shown) {
	for _, i := range ListColumns {
		if i.Usual {
			all = append(all, i.Column)
		}
	}
	return all
}
